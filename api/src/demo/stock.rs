//! What invented rows are made of: codes of the vocabularies and of the COG, and made-up names and sentences.

/// Name, structure kind, filière.
pub const NAMES: &[(&str, &str, &str)] = &[
    ("Théâtre des Embruns", "lieu", "theatre"),
    ("Compagnie Le Fil à Plomb", "compagnie", "danse"),
    ("Les Ateliers du Canal", "lieu", "tiers-lieu-culturel"),
    ("Festival Voix de Garenne", "festival", "musiques-traditionnelles"),
    ("La Fabrique Ligérienne", "lieu", "arts-de-la-rue"),
    ("Harmonie des Trois Rives", "association-culturelle", "musiques-classiques-et-contemporaines"),
    ("Collectif Papier Debout", "association-culturelle", "edition"),
    ("Ciné-club des Genêts", "association-culturelle", "exploitation-cinema"),
    ("Radio Marée Haute", "association-culturelle", "radio-associative"),
    ("Cirque Petit Tonnerre", "compagnie", "cirque"),
    ("Maison des Écritures du Bocage", "lieu", "litterature-et-auteurs"),
    ("Studio Sillage", "entreprise-culturelle", "musique-enregistree"),
    ("Écomusée des Salines", "lieu", "musees"),
    ("École de musique du Vignoble", "organisme-formation", "enseignement-artistique"),
    ("Compagnie Marionnettes du Phare", "compagnie", "marionnette"),
    ("Atelier Terre et Verre", "entreprise-culturelle", "metiers-d-art"),
    ("Le Hangar aux Images", "lieu", "photographie"),
    ("Jazz en Presqu'île", "festival", "jazz"),
    ("Association Conte et Compagnie", "association-culturelle", "conte-et-arts-de-la-parole"),
    ("Librairie Le Passe-Muraille", "entreprise-culturelle", "librairie"),
];

/// Communes of Pays de la Loire and Bretagne (COG 2026).
pub const COMMUNES: &[&str] = &[
    "44109", "44184", "44143", "49007", "49099", "49328", "72181", "72154", "85191", "85194", "53130",
    "53147", "35238", "35288", "35115", "35236", "29019", "29232", "29151", "22278", "22113", "56260",
    "56121", "56178",
];

/// Theme and what it is about, the commonest first.
pub const THEMES: &[(&str, &str)] = &[
    ("strategie", "le projet et la stratégie"),
    ("financements", "les financements"),
    ("organisation", "l'organisation interne"),
    ("ressources-humaines", "l'emploi et les compétences"),
    ("modele-economique", "le modèle économique"),
    ("gouvernance", "la gouvernance et le bénévolat"),
    ("production-diffusion", "la production et la diffusion"),
    ("lieux-equipements", "les locaux"),
    ("cooperation-mutualisation", "la coopération avec les voisins"),
    ("communication", "la communication"),
    ("publics-mediation", "la médiation"),
    ("transition-ecologique", "la transition écologique"),
];

/// Filières, the commonest first.
pub const SECTORS: &[&str] = &[
    "theatre",
    "musiques-actuelles",
    "danse",
    "arts-de-la-rue",
    "cirque",
    "arts-plastiques",
    "edition",
    "exploitation-cinema",
    "patrimoine-bati",
    "metiers-d-art",
];

/// Kinds of organisation.
pub const KINDS: &[&str] = &[
    "association-employeuse",
    "association-employeuse",
    "association-non-employeuse",
    "cooperative",
    "entreprise",
];

/// Career stages.
pub const STAGES: &[&str] = &["emergence", "structuration", "developpement", "consolidation", "transmission"];

/// Methods of observation.
pub const METHODS: &[&str] = &["entretien", "entretien", "questionnaire", "atelier", "visite"];

/// Publics.
pub const PUBLICS: &[&str] = &["", "", "jeunes", "habitants-qpv-frr", "artistes-auteurs"];

/// Sentences; `{}` is the subject.
pub const SPEECHES: &[&str] = &[
    "L'équipe demande de l'aide pour clarifier {}.",
    "Le conseil d'administration ne sait plus comment aborder {}.",
    "Deux salariées signalent que {} prend tout leur temps.",
    "La structure cherche un appui extérieur sur {}.",
    "Après le départ de la direction, {} reste sans réponse.",
    "Les partenaires attendent un plan écrit sur {}.",
];
