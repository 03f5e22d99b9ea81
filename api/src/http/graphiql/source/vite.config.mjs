import { defineConfig } from 'vite';

// Names without hashes: the server lists its files one by one.
const names = {
  entryFileNames: 'graphiql/[name].js',
  chunkFileNames: 'graphiql/[name].js',
  assetFileNames: 'graphiql/[name][extname]',
};

export default defineConfig({
  root: 'page',
  base: './',
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: { output: { ...names, codeSplitting: false } },
  },
  worker: { format: 'es', rolldownOptions: { output: names } },
});
