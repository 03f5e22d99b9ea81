//! What can be wrong with a file or a row: a closed list of codes, each with its words.

use crate::error::Text;

/// Whether a row may still be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row is written; a person should look.
    Warning,
    /// The row, or the whole file, is refused.
    Error,
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident $code:literal $fr:literal $en:literal)*) => {
        /// The closed list of codes. Codes never change; their words may.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode { $($(#[$doc])* $name,)* }

        impl ProblemCode {
            /// All of them, in the order of this list.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as reports print it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The sentence in French and in English; `{column}`, `{value}`, `{expected}` and `{field}`
            /// stand for the parts of a [`Problem`].
            const fn templates(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($fr, $en),)* }
            }
        }
    };
}

catalogue! {
    /// The file cannot be opened or read to its end.
    FileUnreadable "FILE_UNREADABLE" "Le fichier ne peut pas être lu : {value}" "The file cannot be read: {value}"
    /// No byte, or no header row.
    FileEmpty "FILE_EMPTY" "Le fichier est vide ou n'a pas de ligne d'en-tête." "The file is empty or has no header row."
    /// Neither CSV nor xlsx.
    FormatUnsupported "FORMAT_UNSUPPORTED" "Le format « {value} » n'est pas lu : enregistrez le fichier en CSV (UTF-8) ou en xlsx." "The format \"{value}\" is not read: save the file as CSV (UTF-8) or xlsx."
    /// A spreadsheet larger than allowed, packed or expanded.
    FileTooLarge "FILE_TOO_LARGE" "Le classeur dépasse la taille permise ({expected}) : enregistrez-le en CSV." "The workbook exceeds the allowed size ({expected}): save it as CSV."
    /// A row larger than allowed; mostly a quote never closed.
    RowTooLarge "ROW_TOO_LARGE" "La ligne dépasse {expected} : un guillemet n'est sans doute pas refermé." "The row exceeds {expected}: a quote is probably never closed."
    /// The file ends inside a quoted cell.
    FileTruncated "FILE_TRUNCATED" "Le fichier s'arrête au milieu d'une cellule entre guillemets : il est sans doute tronqué." "The file ends inside a quoted cell: it is probably truncated."
    /// The separator given by the mapping does not split the header.
    WrongSeparator "WRONG_SEPARATOR" "Le séparateur « {value} » ne découpe pas l'en-tête ; « {expected} » le ferait." "The separator \"{value}\" does not split the header; \"{expected}\" would."
    /// No known separator splits the header.
    HeaderNotSplit "HEADER_NOT_SPLIT" "L'en-tête « {value} » n'est découpé par aucun séparateur connu ({expected})." "The header \"{value}\" is split by no known separator ({expected})."
    /// The mapping names a sheet that the workbook has not.
    AbsentSheet "ABSENT_SHEET" "La feuille « {value} » n'existe pas ; le classeur contient : {expected}." "There is no sheet \"{value}\"; the workbook holds: {expected}."
    /// The mapping names a column that the header has not.
    AbsentColumn "ABSENT_COLUMN" "La colonne « {column} » n'existe pas ; le fichier contient : {expected}." "There is no column \"{column}\"; the file holds: {expected}."
    /// The mapping names a column that the header has twice.
    AmbiguousColumn "AMBIGUOUS_COLUMN" "La colonne « {column} » apparaît plusieurs fois dans l'en-tête." "The column \"{column}\" appears several times in the header."
    /// The mapping holds a code that its vocabulary does not know.
    CodeUnknown "CODE_UNKNOWN" "Le code « {value} » de la correspondance n'est pas dans le vocabulaire « {expected} »." "The code \"{value}\" of the mapping is not in the vocabulary \"{expected}\"."
    /// The mapping file is not well formed, or says things that do not fit together.
    MappingInvalid "MAPPING_INVALID" "Le fichier de correspondance n'est pas valide : {value}" "The mapping file is not valid: {value}"
    /// Bytes that are not UTF-8 in a file that otherwise is.
    InvalidUtf8 "INVALID_UTF8" "La cellule « {column} » contient des octets qui ne sont pas de l'UTF-8 (lus ici comme Windows-1252) : {value}" "The cell \"{column}\" holds bytes that are not UTF-8 (shown here as Windows-1252): {value}"
    /// Filled cells after the last column: cells have probably shifted.
    RowTooLong "ROW_TOO_LONG" "La ligne a des cellules en trop ({expected} attendues) : {value}" "The row has cells beyond the {expected} of the header: {value}"
    /// Cells are missing at the end of the row.
    RowTooShort "ROW_TOO_SHORT" "La ligne n'a que {value} cellules sur {expected} ; les autres sont tenues pour vides." "The row has only {value} cells of {expected}; the others are taken as empty."
    /// The last row of the file stops short, without an end of line.
    RowTruncated "ROW_TRUNCATED" "La dernière ligne s'arrête à {value} cellules sur {expected} : le fichier est sans doute tronqué." "The last row stops at {value} cells of {expected}: the file is probably truncated."
    /// A field that must be filled is empty.
    RequiredEmpty "REQUIRED_EMPTY" "Le champ « {field} » est obligatoire et vide." "The field \"{field}\" is required and empty."
    /// A value that the value map does not know.
    ValueUnmatched "VALUE_UNMATCHED" "La valeur « {value} » de « {column} » n'est pas dans la table « {expected} »." "The value \"{value}\" of \"{column}\" is not in the table \"{expected}\"."
    /// Not one of the codes this field takes.
    ValueNotAllowed "VALUE_NOT_ALLOWED" "La valeur « {value} » n'est pas permise pour « {field} » ({expected})." "The value \"{value}\" is not allowed for \"{field}\" ({expected})."
    /// Not a date.
    DateInvalid "DATE_INVALID" "« {value} » n'est pas une date ({expected})." "\"{value}\" is not a date ({expected})."
    /// Not a year.
    YearInvalid "YEAR_INVALID" "« {value} » n'est pas une année." "\"{value}\" is not a year."
    /// Not a number, or out of its bounds.
    NumberInvalid "NUMBER_INVALID" "« {value} » n'est pas un nombre ({expected})." "\"{value}\" is not a number ({expected})."
    /// Not an address on the web.
    WebInvalid "WEB_INVALID" "« {value} » n'est pas une adresse web." "\"{value}\" is not a web address."
    /// No column of the external id is filled.
    ExternalIdEmpty "EXTERNAL_ID_EMPTY" "Aucune colonne de l'identifiant externe n'est remplie." "No column of the external id is filled."
    /// The structure an observation is about is not in the directory.
    StructureUnknown "STRUCTURE_UNKNOWN" "La structure observée n'est pas dans l'annuaire : {value}" "The structure observed is not in the directory: {value}"
    /// Several structures of the directory match.
    StructureAmbiguous "STRUCTURE_AMBIGUOUS" "Plusieurs structures de l'annuaire correspondent à « {value} »." "Several structures of the directory match \"{value}\"."
    /// The structure was found by its name alone.
    StructureByName "STRUCTURE_BY_NAME" "La structure observée est reconnue à son seul nom : {value}" "The structure observed is recognised by its name alone: {value}"
    /// The claim names no territory of the reference.
    TerritoryUnknown "TERRITORY_UNKNOWN" "Territoire inconnu : {value}" "Unknown territory: {value}"
    /// The claim names several territories of the reference.
    TerritoryAmbiguous "TERRITORY_AMBIGUOUS" "Plusieurs territoires correspondent à « {value} »." "Several territories match \"{value}\"."
    /// Only a wider territory than the one claimed was found.
    TerritoryWidened "TERRITORY_WIDENED" "« {value} » n'est pas trouvé ; la ligne est placée plus haut : {expected}." "\"{value}\" is not found; the row is placed higher: {expected}."
}

/// One thing wrong with a row or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which of the closed list.
    pub code: ProblemCode,
    /// Whether the row may still be written.
    pub severity: Severity,
    /// The field of the record, as mappings name it.
    pub field: Option<&'static str>,
    /// The column of the file, as its header names it.
    pub column: Option<String>,
    /// What was read.
    pub value: Option<String>,
    /// What would have been right.
    pub expected: Option<String>,
}

/// Longest part of a cell that a message repeats, in characters.
const SHOWN: usize = 120;

impl Problem {
    /// A reason to refuse.
    pub const fn error(code: ProblemCode) -> Self {
        Self { code, severity: Severity::Error, field: None, column: None, value: None, expected: None }
    }

    /// A reason to look.
    pub fn warning(code: ProblemCode) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code) }
    }

    /// Whether the row may not be written.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Names the field.
    #[must_use]
    pub const fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Names the column.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// Repeats what was read, cut when long.
    #[must_use]
    pub fn value(mut self, value: impl AsRef<str>) -> Self {
        self.value = Some(shorten(value.as_ref()));
        self
    }

    /// Says what would have been right.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// The sentence in both languages.
    pub fn text(&self) -> Text {
        let (fr, en) = self.code.templates();
        Text { fr: self.fill(fr), en: self.fill(en) }
    }

    fn fill(&self, template: &str) -> String {
        let parts = [
            ("{column}", self.column.as_deref()),
            ("{field}", self.field),
            ("{expected}", self.expected.as_deref()),
            ("{value}", self.value.as_deref()),
        ];
        // The value comes last: what a cell holds is never taken for a placeholder.
        parts
            .into_iter()
            .fold(template.to_owned(), |text, (mark, part)| text.replace(mark, part.unwrap_or("")))
    }
}

fn shorten(text: &str) -> String {
    let mut chars = text.chars();
    let mut shown: String = chars.by_ref().take(SHOWN).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

/// What stops the whole file, at a row when there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row of the file, counted as its user sees it.
    pub row: Option<u64>,
    /// What is wrong.
    pub problem: Box<Problem>,
}

impl Fault {
    /// At a row.
    pub fn at(row: u64, problem: Problem) -> Self {
        Self { row: Some(row), problem: Box::new(problem) }
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self { row: None, problem: Box::new(problem) }
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Problem::error(ProblemCode::FileUnreadable).value(error.to_string()).into()
    }
}
