import { defineConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/**
 * The tests that hold what is mutated: not those of pages, processes and Redis, which would run for each mutant too. Vite's own
 * way to merge settings would add these to all that the base includes.
 */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: [
      'engine/**/*.test.ts',
      'gateway/access/**/*.test.ts',
      'gateway/cache/**/*.test.ts',
      'test/cache/**/*.test.ts',
      'test/trust/semantics.*.test.ts',
      'test/conformance/federation/**/*.test.ts',
    ],
  },
})
