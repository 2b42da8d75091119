//! The script of a live page.

/// The modules of the script, each after those that it imports from.
const MODULES: [&str; 9] = [
    include_str!("script/page.js"),
    include_str!("script/core.js"),
    include_str!("script/sections.js"),
    include_str!("script/link.js"),
    include_str!("script/desk.js"),
    include_str!("script/sliders.js"),
    include_str!("script/files.js"),
    include_str!("script/tool.js"),
    include_str!("script/main.js"),
];

/// The script of a page: the modules joined, since a page from disk cannot load them one by one.
#[must_use]
pub fn script() -> String {
    joined(&MODULES)
}

/// What runs in its workers.
#[must_use]
pub fn worker() -> &'static str {
    include_str!("script/worker.js")
}

/// Modules as one classic script: without the lines that import, and without the word that exports.
fn joined(modules: &[&str]) -> String {
    let lines = modules.iter().flat_map(|module| module.lines()).filter(|line| !line.starts_with("import "));
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix("export ").unwrap_or(line)).collect();
    format!("(() => {{\n'use strict';\n{}\n}})();\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_joined_without_imports_and_exports() {
        let modules = ["export const A = 1;\n", "import { A } from './a.js';\nexport function b() {\n  return A;\n}\n"];
        let script = "(() => {\n'use strict';\nconst A = 1;\nfunction b() {\n  return A;\n}\n})();\n";
        assert_eq!(joined(&modules), script);
    }

    #[test]
    fn no_module_ends_its_block_early_nor_imports_on_several_lines() {
        for module in MODULES.into_iter().chain([worker()]) {
            assert!(!module.contains("</script") && !module.contains("<!--"));
            assert!(!module.lines().any(|line| line.starts_with("import {") && !line.ends_with("';")));
        }
    }
}
