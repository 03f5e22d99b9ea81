//! What the schema says of its types, read once from its text: sizes and costs of fields, shapes of
//! inputs.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Positioned,
    parser::{
        self,
        types::{
            BaseType, FieldDefinition, InputValueDefinition, OperationType, SchemaDefinition,
            ServiceDocument, Type, TypeDefinition, TypeKind, TypeSystemDefinition,
        },
    },
};

/// Weights that the text of the schema cannot tell; keys are `Type.field`.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    costs: HashMap<&'static str, u64>,
    sizes: HashMap<&'static str, u64>,
    each: HashMap<&'static str, &'static str>,
}

impl Weights {
    /// `field` costs `points` by itself, beside what is selected in it.
    #[must_use]
    pub fn cost(mut self, field: &'static str, points: u64) -> Self {
        self.costs.insert(field, points);
        self
    }

    /// `field` costs its points once for each item of its argument.
    #[must_use]
    pub fn each(mut self, field: &'static str, argument: &'static str) -> Self {
        self.each.insert(field, argument);
        self
    }

    /// The list `field` counts for `rows` rows when its arguments do not say.
    #[must_use]
    pub fn size(mut self, field: &'static str, rows: u64) -> Self {
        self.sizes.insert(field, rows);
        self
    }
}

/// Every type of the schema by its name.
#[derive(Debug)]
pub(super) struct Types {
    outputs: HashMap<String, HashMap<String, OutputField>>,
    inputs: HashMap<String, Input>,
    /// Of queries, of mutations, of subscriptions.
    roots: [String; 3],
}

/// A field of an object or an interface.
#[derive(Debug)]
pub(super) struct OutputField {
    pub of: Type,
    pub shape: Shape,
    /// Points of its own.
    pub cost: u64,
    /// Rows, when a weight says so.
    pub size: Option<u64>,
    /// The argument for each of whose items its points count.
    pub each: Option<&'static str>,
    pub arguments: HashMap<String, Argument>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Leaf,
    Object,
    List,
    /// An object whose `edges` and `nodes` are as long as its own arguments say.
    Connection,
}

/// What a variable or an argument may be.
#[derive(Debug)]
pub(super) enum Input {
    Scalar,
    Enum(HashSet<String>),
    Object { fields: HashMap<String, Argument>, one_of: bool },
}

/// An argument, or a field of an input object.
#[derive(Debug)]
pub(super) struct Argument {
    pub of: Type,
    pub has_default: bool,
}

impl OutputField {
    /// The named type it leads to.
    pub fn named(&self) -> &str {
        named(&self.of)
    }
}

impl Types {
    /// Reads the text of a schema. Fails when it cannot be read, or when a weight names no field.
    pub fn read(sdl: &str, weights: &Weights) -> anyhow::Result<Self> {
        let document = parser::parse_schema(sdl)?;
        let composite = composite_types(&document);
        let mut types = Self { outputs: HashMap::new(), inputs: HashMap::new(), roots: Default::default() };
        for definition in document.definitions {
            match definition {
                TypeSystemDefinition::Type(definition) => types.add(definition.node, &composite),
                TypeSystemDefinition::Schema(schema) => {
                    let SchemaDefinition { query, mutation, subscription, .. } = schema.node;
                    types.roots = [query, mutation, subscription]
                        .map(|root| root.map(|name| name.node.to_string()).unwrap_or_default());
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        types.find_connections();
        types.weigh(weights)?;
        Ok(types)
    }

    pub fn root(&self, kind: OperationType) -> &str {
        let [query, mutation, subscription] = &self.roots;
        match kind {
            OperationType::Query => query,
            OperationType::Mutation => mutation,
            OperationType::Subscription => subscription,
        }
    }

    pub fn field(&self, parent: &str, name: &str) -> Option<&OutputField> {
        self.outputs.get(parent)?.get(name)
    }

    pub fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.get(name)
    }

    fn add(&mut self, definition: TypeDefinition, composite: &HashSet<String>) {
        let name = definition.name.node.to_string();
        let one_of = definition.directives.iter().any(|directive| directive.node.name.node == "oneOf");
        match definition.kind {
            TypeKind::Scalar => drop(self.inputs.insert(name, Input::Scalar)),
            TypeKind::Enum(kind) => {
                let values = kind.values.into_iter().map(|value| value.node.value.node.to_string()).collect();
                self.inputs.insert(name, Input::Enum(values));
            }
            TypeKind::InputObject(kind) => {
                self.inputs.insert(name, Input::Object { fields: arguments(kind.fields), one_of });
            }
            TypeKind::Object(kind) => drop(self.outputs.insert(name, fields(kind.fields, composite))),
            TypeKind::Interface(kind) => drop(self.outputs.insert(name, fields(kind.fields, composite))),
            TypeKind::Union(_) => drop(self.outputs.insert(name, HashMap::new())),
        }
    }

    fn find_connections(&mut self) {
        let pages = |fields: &HashMap<String, OutputField>| {
            fields.contains_key("pageInfo") && (fields.contains_key("edges") || fields.contains_key("nodes"))
        };
        let connections: HashSet<String> =
            self.outputs.iter().filter(|(_, fields)| pages(fields)).map(|(name, _)| name.clone()).collect();
        for field in self.outputs.values_mut().flat_map(HashMap::values_mut) {
            if field.shape == Shape::Object && connections.contains(field.named()) {
                field.shape = Shape::Connection;
            }
        }
    }

    fn weigh(&mut self, weights: &Weights) -> anyhow::Result<()> {
        for (path, &points) in &weights.costs {
            self.weighed(path)?.cost = points;
        }
        for (path, &rows) in &weights.sizes {
            self.weighed(path)?.size = Some(rows);
        }
        for (path, argument) in &weights.each {
            self.weighed(path)?.each = Some(argument);
        }
        Ok(())
    }

    fn weighed(&mut self, path: &str) -> anyhow::Result<&mut OutputField> {
        path.split_once('.')
            .and_then(|(parent, name)| self.outputs.get_mut(parent)?.get_mut(name))
            .ok_or_else(|| anyhow::anyhow!("a weight names the field {path}, which the schema does not have"))
    }
}

/// The name at the heart of a type.
pub(super) fn named(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => named(inner),
    }
}

fn composite_types(document: &ServiceDocument) -> HashSet<String> {
    let composite = |definition: &TypeSystemDefinition| match definition {
        TypeSystemDefinition::Type(definition) => match definition.node.kind {
            TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_) => {
                Some(definition.node.name.node.to_string())
            }
            _ => None,
        },
        _ => None,
    };
    document.definitions.iter().filter_map(composite).collect()
}

fn fields(
    definitions: Vec<Positioned<FieldDefinition>>,
    composite: &HashSet<String>,
) -> HashMap<String, OutputField> {
    let field = |definition: FieldDefinition| {
        let of = definition.ty.node;
        let shape = match (&of.base, composite.contains(named(&of))) {
            (_, false) => Shape::Leaf,
            (BaseType::List(_), true) => Shape::List,
            (BaseType::Named(_), true) => Shape::Object,
        };
        OutputField {
            of,
            shape,
            cost: u64::from(shape != Shape::Leaf),
            size: None,
            each: None,
            arguments: arguments(definition.arguments),
        }
    };
    definitions.into_iter().map(|one| (one.node.name.node.to_string(), field(one.node))).collect()
}

fn arguments(definitions: Vec<Positioned<InputValueDefinition>>) -> HashMap<String, Argument> {
    let argument =
        |one: InputValueDefinition| Argument { of: one.ty.node, has_default: one.default_value.is_some() };
    definitions.into_iter().map(|one| (one.node.name.node.to_string(), argument(one.node))).collect()
}
