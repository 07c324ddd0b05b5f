import { defineConfig } from 'vite'
import { compressOnce } from './compress.ts'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // What this page shares with the gateway must use this page's own graphql.
  resolve: { dedupe: ['graphql'] },
  build: {
    target: 'es2023',
    // A data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // MapLibre, which is fetched only where an operator supplies a ground.
    chunkSizeWarningLimit: 1_100,
  },
  plugins: [compressOnce()],
})
