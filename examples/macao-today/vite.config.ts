import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // Relative, so that the page can be put into any folder of any server.
  base: './',
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  // The package for front ends is a link here: what it needs is looked for from this folder.
  resolve: { dedupe: ['graphql'] },
})
