import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const graphql = createRequire(import.meta.url).resolve('graphql')

export default defineConfig({
  // graphql ships a CommonJS and an ES build; two copies in one process reject each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    // Found by exclusion: a test that moves to a new folder must not silently run nowhere.
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'bench/**', '.artifacts/**', '**/*.long.test.ts'],
    // Files share one set of modules: loading it anew for each of two hundred took most of the time.
    isolate: false,
    // Many wait for processes and clocks: on two cores two at once take three quarters of the time of one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Against what hangs, and not against a slow machine: no test is a stopwatch.
    testTimeout: 90_000,
    hookTimeout: 180_000,
  },
})
