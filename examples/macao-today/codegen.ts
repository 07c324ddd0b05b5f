import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types of our own operations, from the schema that comes with the package. Nothing of it is committed. */
const config: CodegenConfig = {
  schema: 'node_modules/macao-open-graph/schema.graphql',
  documents: 'src/**/*.graphql.ts',
  generates: {
    'src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        scalars: { DateTime: 'string', LocalDate: 'string', YearMonth: 'string' },
      },
    },
    'src/generated/trusted-documents.json': { plugins: ['./trustedDocuments.js'] },
  },
}

export default config
