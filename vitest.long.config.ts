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
  },
})
