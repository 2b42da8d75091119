//! What a new scenario can begin as: the scenarios that come with the program, or a commented skeleton.

use super::hint::nearest;
use crate::model::Language;

/// A scenario to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its text in each language.
    texts: [&'static str; Language::ALL.len()],
}

/// The same text for every language: it holds all of them.
const fn shipped(name: &'static str, text: &'static str) -> Template {
    Template { name, texts: [text; Language::ALL.len()] }
}

impl Template {
    /// The name of the skeleton.
    pub const NEW: &str = "skeleton";
    /// All of them, the skeleton first.
    pub const ALL: [Self; 10] = [
        Self { name: Self::NEW, texts: [include_str!("skeleton.en.toml"), include_str!("skeleton.da.toml")] },
        shipped("silkeborg", include_str!("../../../configs/silkeborg.toml")),
        shipped("silkeborg-observed", include_str!("../../../configs/silkeborg-observed.toml")),
        shipped("silkeborg-benchmark-relapse", include_str!("../../../configs/silkeborg-benchmark-relapse.toml")),
        shipped("silkeborg-review", include_str!("../../../configs/silkeborg-review.toml")),
        shipped("vi-vil-mere", include_str!("../../../configs/vi-vil-mere.toml")),
        shipped("helhedsindsats", include_str!("../../../configs/helhedsindsats.toml")),
        shipped("assens", include_str!("../../../configs/assens.toml")),
        shipped("gladsaxe", include_str!("../../../configs/gladsaxe.toml")),
        shipped("trivsel-paa-tvaers", include_str!("../../../configs/trivsel-paa-tvaers.toml")),
    ];

    /// The one of a name.
    ///
    /// # Errors
    /// With what was probably meant, and all names.
    pub fn named(name: &str) -> Result<Self, String> {
        let names = Self::ALL.map(|template| template.name);
        let plain = name.strip_suffix(".toml").unwrap_or(name);
        Self::ALL.into_iter().find(|template| template.name == plain).ok_or_else(|| {
            let near = nearest(plain, names).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
            format!("there is no scenario `{name}` to start from; {near}allowed: {}", names.join(", "))
        })
    }

    /// The text of a new scenario, told in a language.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        let at = Language::ALL.iter().position(|known| *known == language).unwrap_or(0);
        let text = self.texts[at];
        let told = format!("language = \"{}\"\n", language.code());
        if language == Language::default() || text.contains(&told) {
            return text.to_owned();
        }
        // The key stands at the top of the file, before any section.
        text.replacen("\nperspective = ", &format!("\n{told}perspective = "), 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expected::business_case;
    use crate::scenario::Scenario;

    fn read(template: Template, language: Language) -> Scenario {
        let text = template.text(language);
        Scenario::parse(template.name, &text, &[], &|file| Err(format!("{file} does not come with the program")))
            .unwrap_or_else(|problems| panic!("{}: {problems}", template.name))
    }

    #[test]
    fn every_template_is_a_sound_scenario_told_in_the_language_asked_for_and_needs_no_other_file() {
        for (template, language) in
            Template::ALL.into_iter().flat_map(|one| Language::ALL.map(|language| (one, language)))
        {
            let scenario = read(template, language);
            assert_eq!(scenario.model.language, language, "{}", template.name);
            for variant in &scenario.variants {
                scenario.variant(&variant.id, &[], &|file| Err(file.to_owned())).expect("sound");
            }
        }
    }

    #[test]
    fn every_scenario_of_the_repository_is_a_template() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/configs");
        let files = std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
        let mut names: Vec<String> = files
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .collect();
        names.push("skeleton".to_owned());
        names.sort();
        let mut known = Template::ALL.map(|template| template.name.to_owned());
        known.sort();
        assert_eq!(names, known);
    }

    #[test]
    fn the_skeleton_says_the_same_in_both_languages_warns_of_nothing_and_documents_every_number() {
        let [english, danish] = Language::ALL.map(|language| read(Template::ALL[0], language).model);
        let nets = [&english, &danish]
            .map(|model| business_case(model, &model.base_draw()).expect("a business case").net(model.perspective));
        assert_eq!(nets[0], nets[1]);
        let of = |model: &crate::model::Model| {
            model.assumptions.iter().map(|known| (known.path.clone(), known.grade)).collect::<Vec<_>>()
        };
        assert_eq!(of(&english), of(&danish));
        for model in [&english, &danish] {
            assert!(model.notes.is_empty() && model.cuts.is_empty(), "{:?}", model.notes);
            // The weeks of the law need no source.
            let told = model.assumptions.iter().filter(|known| !known.path.contains(".reimbursement."));
            let undocumented = told.into_iter().find(|known| known.source.is_none() || known.grade.is_none());
            assert_eq!(undocumented, None);
        }
    }

    #[test]
    fn a_name_that_is_none_is_told_with_those_that_are() {
        assert_eq!(Template::named("silkeborg.toml").map(|found| found.name), Ok("silkeborg"));
        let told = Template::named("silkeborgs").expect_err("none");
        assert!(told.starts_with(
            "there is no scenario `silkeborgs` to start from; did you mean `silkeborg`? allowed: skeleton, "
        ));
    }
}
