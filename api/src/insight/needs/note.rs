use async_graphql::{Enum, SimpleObject};
use disclosure::{Flags, Outside};

use super::answer::Answer;
use super::coverage::NeedsCoverage;
use super::input::Measure;
use super::measure::Figure;
use crate::access::Audience;
use crate::graphql::Language;
use crate::insight::figures::scheme;

/// What a note is about.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedsNoteCode {
    /// Accompanied structures select themselves.
    SelfSelection,
    /// For whom the table is made.
    Audience,
    /// What is counted, and how often.
    Counting,
    /// The rules that protect the hidden part.
    Rules,
    /// Which cut the hidden part comes from.
    Cut,
    /// Why the visible part alone answers.
    VisiblePartOnly,
    /// Some cells are too thin to show.
    Few,
    /// Some sums lack parts that are too thin to be added.
    Estimated,
    /// Some shares rest on few units.
    LowReliability,
    /// Some sums of organisations may count the same one twice.
    Overlap,
    /// Some changes lie within the margin that protection makes.
    NotSignificant,
    /// Some periods were not over when the figures were made.
    Provisional,
    /// Readable observations that the table leaves out.
    LeftOut,
    /// Who reports on these territories and months.
    Coverage,
    /// Versions of the vocabularies and of the COG.
    Versions,
}

/// A note of a table.
#[derive(SimpleObject, Clone, Debug)]
pub struct NeedsNote {
    /// What it is about, for programs.
    pub code: NeedsNoteCode,
    /// What it says, in the reader's language.
    pub text: String,
    /// Whether it warns against misreading.
    pub is_warning: bool,
}

struct Notes {
    language: Language,
    found: Vec<NeedsNote>,
}

impl Notes {
    fn say(&mut self, code: NeedsNoteCode, fr: impl Into<String>, en: impl Into<String>) {
        self.found.push(NeedsNote {
            code,
            text: self.language.pick(fr.into(), en.into()),
            is_warning: false,
        });
    }

    fn warn(&mut self, code: NeedsNoteCode, fr: impl Into<String>, en: impl Into<String>) {
        self.found.push(NeedsNote { code, text: self.language.pick(fr.into(), en.into()), is_warning: true });
    }
}

/// All notes of a table.
pub fn all(answer: &Answer, language: Language) -> Vec<NeedsNote> {
    let mut notes = Notes { language, found: Vec::new() };
    notes.warn(
        NeedsNoteCode::SelfSelection,
        "Les structures accompagnées se choisissent elles-mêmes : leurs besoins ne sont pas ceux du secteur.",
        "Accompanied structures select themselves: their needs are not the sector's needs.",
    );
    audience(answer, &mut notes);
    counting(answer, &mut notes);
    if answer.question.selection.audience.is_some() {
        rules(answer, &mut notes);
        cut(answer, &mut notes);
        outside(answer, &mut notes);
        coverage(answer, &mut notes);
    }
    flags(answer, &mut notes);
    left_out(answer, &mut notes);
    versions(answer, &mut notes);
    notes.found
}

fn audience(answer: &Answer, notes: &mut Notes) {
    let (fr, en) = match answer.question.selection.audience {
        Some(Audience::Members) => (
            "Tableau destiné aux membres : deux membres lisent les mêmes chiffres. Partie visible : observations partagées avec le réseau ou publiques.",
            "Table made for members: any two of them read the same figures. Visible part: observations shared with the network, or public.",
        ),
        Some(Audience::Public) => (
            "Tableau destiné au public. Partie visible : observations publiques.",
            "Table made for the public. Visible part: public observations.",
        ),
        None => (
            "Vos propres observations, exactes, quel que soit leur partage : ne pas publier tel quel.",
            "Your own observations, exact, however they are shared: do not publish as it is.",
        ),
    };
    notes.say(NeedsNoteCode::Audience, fr, en);
}

fn counting(answer: &Answer, notes: &mut Notes) {
    notes.say(
        NeedsNoteCode::Counting,
        "Chaque observation compte une fois, sous son thème principal, son secteur principal et son territoire, au mois de l'observation ; brouillons et observations écartées ne comptent pas.",
        "Each observation counts once, under its main theme, main sector and territory, in the month it was made; drafts and dismissed ones do not count.",
    );
    let asks = |measure| answer.question.measures.contains(&measure);
    if asks(Measure::Organisations) && answer.question.selection.audience.is_some() {
        notes.say(
            NeedsNoteCode::Counting,
            "Dans la partie cachée, une même organisation compte une fois par contributeur ; celles qu'une observation ne nomme pas comptent ensemble pour une par contributeur.",
            "In the hidden part the same organisation counts once for each contributor; those that an observation does not name count together as one for each contributor.",
        );
    }
    if asks(Measure::MeanIntensity) || asks(Measure::MedianIntensity) {
        notes.say(
            NeedsNoteCode::Counting,
            "Moyennes et médianes ne portent que sur la partie visible, à partir de 10 observations (d).",
            "Means and medians are those of the visible part alone, from 10 observations on (d).",
        );
    }
}

fn rules(answer: &Answer, notes: &mut Notes) {
    let charter = answer.state.rules.charter();
    let (units, most, step) = (charter.organisations, charter.dominance_percent, charter.rounding);
    let (persons, sensitive, share) = (charter.persons, charter.sensitive_persons, charter.share_from);
    let contributors = charter.contributors;
    notes.say(
        NeedsNoteCode::Rules,
        format!("Partie cachée : les observations d'un contributeur comptent à part si elles portent sur {units} organisations au moins, dont aucune au-delà de {most} % ; les autres sont mises en commun et comptent si, sans celles de deux contributeurs quelconques, il en reste autant. Il faut {contributors} contributeur(s), et {persons} personnes ({sensitive} pour des publics sensibles) là où des personnes sont comptées. Selon une clé secrète, une observation sur seize n'est pas comptée et une sur seize compte deux fois ; puis chaque part est arrondie au multiple de {step} inférieur ou supérieur, plus souvent au plus proche : deux cases qui portent sur les mêmes observations peuvent différer de {step}, et un chiffre s'écarte du vrai dans la marge indiquée, dix-neuf fois sur vingt. Part des intensités 4-5 : à partir de {share} observations, à 5 points près. En dessous : FEW, aucune comprise."),
        format!("Hidden part: a contributor's observations count by themselves if they are about at least {units} organisations, none above {most} %; the others are put together and count if as many remain without those of any two contributors. It takes {contributors} contributor(s), and {persons} persons ({sensitive} for sensitive publics) where persons are counted. As a secret key says, one observation in sixteen is not counted and one in sixteen counts twice; then each part is rounded to the multiple of {step} below or above it, more often to the nearer one: two cells about the same observations may differ by {step}, and a figure lies within the margin given of the true one nineteen times in twenty. Share of intensities 4-5: from {share} observations on, to the nearest 5 points. Below: FEW, none included."),
    );
}

fn cut(answer: &Answer, notes: &mut Notes) {
    let versions = answer.state.versions;
    let (number, day) = (versions.cut, versions.cut_at.map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string()));
    match day {
        Some(day) => notes.say(
            NeedsNoteCode::Cut,
            format!("Partie cachée arrêtée à la coupe n° {number} du {day} ; un consentement retiré depuis la quitte à la prochaine, sous 24 heures."),
            format!("Hidden part as of cut {number}, {day}; a consent withdrawn since leaves it at the next one, within 24 hours."),
        ),
        None => notes.warn(
            NeedsNoteCode::Cut,
            "Aucune coupe n'a encore été faite : la partie cachée est vide.",
            "No cut was made yet: the hidden part is empty.",
        ),
    }
}

fn outside(answer: &Answer, notes: &mut Notes) {
    for reason in &answer.plan.outside {
        let (fr, en) = match reason {
            Outside::VisibleOnlyLevel(_) => ("les communes ne montrent qu'elle", "communes show it alone"),
            Outside::Overlap(_) => {
                ("des territoires du filtre se chevauchent", "territories of the filter overlap")
            }
            Outside::TwoTraits => (
                "au plus un de type d'organisation, étape et méthode est protégé",
                "at most one of kind of organisation, stage and method is protected",
            ),
            Outside::ByContributor => {
                ("la question distingue les contributeurs", "the question tells contributors apart")
            }
            Outside::Narrowed => ("la question retient d'autres états", "the question asks for other states"),
        };
        notes.warn(
            NeedsNoteCode::VisiblePartOnly,
            format!("Seule la partie visible répond : {fr}."),
            format!("The visible part alone answers: {en}."),
        );
    }
}

fn coverage(answer: &Answer, notes: &mut Notes) {
    let (reporting, all) = NeedsCoverage::of(answer).counts();
    notes.say(
        NeedsNoteCode::Coverage,
        format!("{reporting} membres sur {all} déclarent observer ces territoires et ces mois."),
        format!("{reporting} of {all} members say that they report on these territories and months."),
    );
}

fn flags(answer: &Answer, notes: &mut Notes) {
    let has = |flag| figures(answer).any(|figure| figure.flags.has(flag));
    let (cells, few) = answer.few;
    if few > 0 {
        let share = percent(few, cells);
        notes.say(
            NeedsNoteCode::Few,
            format!("{few} cellules sur {cells} ({share} %) sont trop minces pour être montrées (s)."),
            format!("{few} of {cells} cells ({share} %) are too thin to show (s)."),
        );
    }
    if has(Flags::ESTIMATED) {
        notes.warn(
            NeedsNoteCode::Estimated,
            "e : somme à laquelle manquent des parties trop minces ; la vraie valeur est plus grande.",
            "e: a sum that lacks parts too thin to be added; the true value is larger.",
        );
    }
    if figures(answer).any(|figure| is_unreliable(figure) && figure.measure != Measure::Organisations) {
        notes.warn(
            NeedsNoteCode::LowReliability,
            "u : part calculée sur moins de 30 unités, peu fiable ; sous 10, seuls les effectifs sont donnés.",
            "u: a share of fewer than 30 units, of low reliability; under 10, only counts are given.",
        );
    }
    if figures(answer).any(|figure| is_unreliable(figure) && figure.measure == Measure::Organisations) {
        notes.warn(
            NeedsNoteCode::Overlap,
            "u sur des organisations : les mêmes peuvent être dans la partie visible et dans la partie cachée, et y comptent alors deux fois ; le nombre vrai peut descendre jusqu'à la plus grande des deux parties, moins la marge.",
            "u on organisations: the same ones may be in the visible and in the hidden part and then count twice; the true number may be as low as the larger of both parts, less the margin.",
        );
    }
    if has(Flags::NOT_SIGNIFICANT) {
        notes.say(
            NeedsNoteCode::NotSignificant,
            "n : la différence ne dépasse pas la marge due à la protection.",
            "n: the difference lies within the margin that protection makes.",
        );
    }
    if has(Flags::PROVISIONAL) {
        notes.say(
            NeedsNoteCode::Provisional,
            "p : période encore en cours.",
            "p: a period that is not over yet.",
        );
    }
}

fn figures(answer: &Answer) -> impl Iterator<Item = &Figure> {
    answer.cells.iter().flat_map(|cell| &cell.figures)
}

fn is_unreliable(figure: &Figure) -> bool {
    figure.flags.has(Flags::UNRELIABLE)
}

fn left_out(answer: &Answer, notes: &mut Notes) {
    let (held, by_status) = answer.left_out;
    if held > 0 {
        notes.say(
            NeedsNoteCode::LeftOut,
            format!("{held} observations lisibles attendent la prochaine coupe : la dernière les a copiées quand elles étaient cachées."),
            format!("{held} readable observations wait for the next cut: the last one copied them while they were hidden."),
        );
    }
    if by_status > 0 {
        notes.say(
            NeedsNoteCode::LeftOut,
            format!("{by_status} observations lisibles sont dans un état que le tableau ne compte pas."),
            format!("{by_status} readable observations are in a state that the table does not count."),
        );
    }
}

fn versions(answer: &Answer, notes: &mut Notes) {
    let atlas = &answer.state.atlas;
    let used = answer.plan.dimensions.iter().chain(&answer.plan.filters).filter_map(|side| side.axis);
    let schemes: Vec<&str> = used.filter_map(scheme).collect();
    let known = atlas.versions.iter().filter(|(name, _)| schemes.contains(&name.as_str()) || name == "COG");
    let list: Vec<String> = known.map(|(name, version)| format!("{name} {version}")).collect();
    let (list, server) = (list.join(", "), env!("CARGO_PKG_VERSION"));
    notes.say(
        NeedsNoteCode::Versions,
        format!("Nomenclatures : {list}. Calculé par Maillage {server}."),
        format!("Vocabularies: {list}. Computed by Maillage {server}."),
    );
}

/// Part of a whole in per cent, to one decimal; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of cells are far below 2^53")]
pub fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 * 1000.0 / whole as f64).round() / 10.0 }
}
