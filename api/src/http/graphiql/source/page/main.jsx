import 'graphiql/setup-workers/vite';
import { GraphiQL } from 'graphiql';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './page.css';

// Relative, so that the page also works behind a path prefix.
const address = (path) => new URL(path, document.baseURI).href;
const headers = JSON.stringify({ 'Accept-Language': 'fr' }, null, 2);

async function open() {
  const examples = await (await fetch(address('graphiql/examples.json'))).json();
  const page = (
    <GraphiQL
      fetcher={createGraphiQLFetcher({ url: address('graphql') })}
      defaultTabs={examples.map(({ query }) => ({ query, headers }))}
      defaultHeaders={headers}
      defaultEditorToolsVisibility="headers"
    >
      <GraphiQL.Logo>Maillage</GraphiQL.Logo>
    </GraphiQL>
  );
  createRoot(document.getElementById('graphiql')).render(page);
}

open();
