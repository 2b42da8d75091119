//! How much memory may be taken: by the machine, by control groups (of both versions), by the process's own limit.

use std::fs;
use std::path::Path;

/// Bytes that can be taken without swapping or being stopped, where the system tells.
pub fn available() -> Option<u128> {
    within(Path::new("/"))
}

/// Bytes of the address space that the process may have, where it has a limit.
pub fn address_space_available() -> Option<u128> {
    address_space(Path::new("/"))
}

/// The same as [`available`] where the system's files lie below a folder.
fn within(root: &Path) -> Option<u128> {
    let limits = [machine(root), address_space(root)].into_iter().flatten();
    limits.chain(control_groups(root)).min()
}

/// What the machine has free.
fn machine(root: &Path) -> Option<u128> {
    field(&root.join("proc/meminfo"), "MemAvailable:").map(|kib| kib * 1024)
}

/// Bytes of the address space that the program's own code takes.
const CODE: u128 = 64 << 20;

/// What is left of the address space that the process may have. What it has reserved so far counts as free: it will be used.
fn address_space(root: &Path) -> Option<u128> {
    field(&root.join("proc/self/limits"), "Max address space").map(|most| most.saturating_sub(CODE))
}

/// What is left in each control group that the process is in, from its own to the outermost that can be seen.
fn control_groups(root: &Path) -> Vec<u128> {
    let text = fs::read_to_string(root.join("proc/self/cgroup")).unwrap_or_default();
    let mounted = root.join("sys/fs/cgroup");
    let mut left = Vec::new();
    for line in text.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(path)) = (parts.next(), parts.next()) else { continue };
        let (mount, [most, taken, unused]) = if controllers.is_empty() {
            let unified = mounted.join("unified");
            let mount = if unified.is_dir() { unified } else { mounted.clone() };
            (mount, ["memory.max", "memory.current", "inactive_file "])
        } else if controllers.split(',').any(|name| name == "memory") {
            let files = ["memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file "];
            (mounted.join("memory"), files)
        } else {
            continue;
        };
        for group in Path::new(path.trim_start_matches('/')).ancestors() {
            let folder = mount.join(group);
            let Some(most) = field(&folder.join(most), "") else { continue };
            let taken = field(&folder.join(taken), "").unwrap_or(0);
            // The system frees the file cache when memory is needed.
            let unused = field(&folder.join("memory.stat"), unused).unwrap_or(0);
            left.push(most.saturating_sub(taken.saturating_sub(unused)));
        }
    }
    left
}

/// The number after a name at the beginning of a line; `None` where there is no number, such as `max` or `unlimited`.
fn field(file: &Path, name: &str) -> Option<u128> {
    let text = fs::read_to_string(file).ok()?;
    let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes available on a machine with these files.
    fn found(files: &[(&str, &str)]) -> Option<u128> {
        let root = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(path, text)).expect("written");
        }
        within(root.path())
    }

    const FREE: (&str, &str) = ("proc/meminfo", "MemTotal: 9000 kB\nMemAvailable:    8000 kB\n");

    #[test]
    fn the_machine_the_process_and_its_control_groups_each_set_a_limit() {
        assert_eq!(found(&[]), None);
        assert_eq!(found(&[FREE]), Some(8000 * 1024));
        let limit = |soft: &str| {
            let limits = format!(
                "Limit              Soft Limit  Hard Limit  Units\nMax address space  {soft}  unlimited  bytes\n"
            );
            found(&[FREE, ("proc/self/limits", &limits)])
        };
        assert_eq!(limit("70000000"), Some(70_000_000 - CODE));
        assert_eq!(limit("unlimited"), Some(8000 * 1024));
    }

    #[test]
    fn the_narrowest_control_group_counts_less_what_is_taken_of_it() {
        let second = [
            FREE,
            ("proc/self/cgroup", "0::/a/b\n"),
            ("sys/fs/cgroup/a/b/memory.max", "max\n"),
            ("sys/fs/cgroup/a/memory.max", "1000000\n"),
            ("sys/fs/cgroup/a/memory.current", "600000\n"),
            ("sys/fs/cgroup/a/memory.stat", "anon 1\ninactive_file 100000\n"),
        ];
        assert_eq!(found(&second), Some(500_000));
        let first = [
            FREE,
            ("proc/self/cgroup", "5:cpu:/\n4:hugetlb,memory:/outside/of/this\n"),
            ("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000000\n"),
            ("sys/fs/cgroup/memory/memory.usage_in_bytes", "500000\n"),
        ];
        assert_eq!(found(&first), Some(1_500_000));
    }
}
