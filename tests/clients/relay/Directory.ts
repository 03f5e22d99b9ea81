import { graphql } from 'relay-runtime';

export const page = graphql`
  query DirectoryPageQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...Directory_structure @alias
    }
    ...Directory_list
  }
`;

export const card = graphql`
  fragment Directory_structure on Structure @refetchable(queryName: "DirectoryStructureRefetchQuery") {
    id
    name
    version
    territory {
      name
    }
  }
`;

export const list = graphql`
  fragment Directory_list on Query
  @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" }, filter: { type: "StructureFilter" })
  @refetchable(queryName: "DirectoryListPaginationQuery") {
    structures(first: $first, after: $after, filter: $filter) @connection(key: "Directory_structures") {
      edges {
        node {
          ...Directory_structure
        }
      }
    }
  }
`;

export const rename = graphql`
  mutation DirectoryRenameMutation($input: UpdateStructureInput!) {
    updateStructure(input: $input) {
      structure {
        ...Directory_structure
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`;
