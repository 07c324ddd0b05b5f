import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** What takes minutes or needs programs that few machines have: `npm run test:long`. */
export default defineConfig({
  ...config,
  test: {
    ...config.test,
    include: ['**/*.long.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '.artifacts/**'],
    testTimeout: 300_000,
    // Nearly all wait for browsers, processes and clocks.
    maxWorkers: Math.max(3, availableParallelism()),
    hookTimeout: 180_000,
    // Pages that other tests leave little of the machine take more than the second that is usual.
    expect: { poll: { timeout: 15_000 } },
  },
})
