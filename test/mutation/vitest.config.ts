import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/** The tests that hold what is mutated: not those of pages, processes and Redis, which would run for each mutant too. */
export default mergeConfig(
  base,
  defineConfig({
    test: {
      include: [
        'engine/**/*.test.ts',
        'gateway/access/**/*.test.ts',
        'gateway/cache/**/*.test.ts',
        'test/cache/**/*.test.ts',
        'test/trust/semantics.*.test.ts',
        'test/conformance/federation/**/*.test.ts',
      ],
    },
  }),
)
