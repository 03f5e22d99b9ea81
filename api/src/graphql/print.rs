//! The schema's text: the contract, printed the same way wherever it is needed.

use async_graphql::{ObjectType, SDLExportOptions, Schema, SubscriptionType};

/// Prints `schema` sorted, without the definitions of directives that every GraphQL server has.
pub(super) fn print<Q, M, S>(schema: &Schema<Q, M, S>) -> String
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by()
        .use_space_ident();
    without_builtin_directives(&schema.sdl_with_options(options))
}

/// Drops each of these lines with the description above it, which ends where an unindented `"""` opens it.
fn without_builtin_directives(sdl: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in sdl.lines() {
        if !is_builtin_directive(line) {
            kept.push(line);
            continue;
        }
        if kept.pop_if(|last| *last == "\"\"\"").is_some() {
            while kept.pop().is_some_and(|line| line != "\"\"\"") {}
        }
    }
    kept.push("");
    kept.join("\n")
}

fn is_builtin_directive(line: &str) -> bool {
    let name = line.strip_prefix("directive @").and_then(|rest| rest.split([' ', '(']).next());
    name.is_some_and(|name| ["include", "skip", "deprecated", "specifiedBy", "oneOf"].contains(&name))
}

#[cfg(test)]
mod tests {
    use super::without_builtin_directives;

    #[test]
    fn builtin_directives_go_with_their_descriptions_and_nothing_else_does() {
        let sdl = "\"\"\"\nA type.\n\"\"\"\ntype A {\n  b: Int\n}\n\n\"\"\"\nSkips.\n\"\"\"\ndirective @skip(if: Boolean!) on FIELD\n\
             directive @oneOf on INPUT_OBJECT\ndirective @mine on FIELD\nschema {\n  query: A\n}\n";
        let expected = "\"\"\"\nA type.\n\"\"\"\ntype A {\n  b: Int\n}\n\ndirective @mine on FIELD\nschema {\n  query: A\n}\n";
        assert_eq!(without_builtin_directives(sdl), expected);
    }
}
