/** Who may import whom. The test and the table in docs/architecture.md are made from it. */
export interface ImportLaw {
  readonly rows: readonly ImportRow[]
  /** Files with an `import()` whose address no reader can tell, each with its reason. */
  readonly unreadImports: readonly { readonly file: string; readonly reason: string }[]
  /** Imports that close a cycle and shall go; any other cycle fails. */
  readonly closesCycle: readonly { readonly from: string; readonly to: string; readonly reason: string }[]
}

/**
 * Governs one folder, or one file. Packages and its own files are free to each; where two rows fit a file, the longer
 * one governs it. `<name>` stands for any one folder that has no row of its own.
 */
export interface ImportRow {
  readonly folder: string
  /** Folders and files. Each must be in use, so that a row permits no more than there is. */
  readonly mayImport: readonly string[]
  /** What its tests import besides. */
  readonly testsAlso?: readonly string[]
  /** Imports that the row forbids but the code still has; when the last one is gone, the entry must go too. */
  readonly stillImports?: readonly string[]
  /** The one file by which others enter the folder: where they name the folder, they may import this file alone. */
  readonly door?: string
  readonly note: string
}

/** In place of a list: whatever there is, past every door. */
export const EVERYTHING = 'everything'

const ERRORS = 'gateway/errors.ts'
const FETCHER = 'gateway/subgraphs/subgraphFetcher.ts'

export const importLaw: ImportLaw = {
  rows: [
    {
      folder: 'kit',
      mayImport: [],
      testsAlso: ['test/kit/texts.ts'],
      note: 'Node and packages: it knows nothing of federation',
    },
    { folder: 'schema', mayImport: ['kit'], note: 'composes SDL, so that a bureau may leave TypeScript' },
    {
      folder: 'engine',
      mayImport: ['kit'],
      door: 'engine/index.ts',
      testsAlso: ['test/kit', ERRORS, 'gateway/subgraphs/localTransport.ts'],
      note: 'knows no server, token, Redis or bureau',
    },
    {
      folder: 'registry',
      mayImport: ['engine', 'schema', 'kit'],
      door: 'registry/index.ts',
      note: 'whom a change of the graph would break, and what is live: the command `graph`, and the server it asks',
    },
    {
      folder: 'registry/dev',
      mayImport: [
        'registry/judge',
        'registry/refusals.ts',
        'registry/unusableInput.ts',
        'kit',
        'gateway/allInOne.ts',
      ],
      note: 'serves the graph with a subgraph in the making: the one part of the command that starts a gateway',
    },
    { folder: 'subgraphs/_kit', mayImport: ['schema', 'kit'], note: 'how a subgraph is made' },
    {
      folder: 'subgraphs/_template',
      mayImport: ['subgraphs/_kit', 'schema', 'kit'],
      note: 'as every bureau',
    },
    {
      folder: 'subgraphs/<name>',
      mayImport: ['subgraphs/_kit', 'schema', 'kit'],
      testsAlso: ['test/kit'],
      note: 'never another bureau, never the gateway',
    },
    {
      folder: ERRORS,
      mayImport: ['engine', 'kit'],
      note: 'every failure that a client can see',
    },
    {
      folder: 'gateway/access',
      mayImport: ['engine', 'schema', 'kit', ERRORS],
      testsAlso: ['engine/operation/normaliseOperation.ts'],
      note: 'tokens, rules, masking, explanations',
    },
    {
      folder: 'gateway/agents',
      mayImport: [
        'kit',
        ERRORS,
        'gateway/faces',
        'gateway/graph/graph.ts',
        'gateway/request',
        'gateway/tables',
      ],
      note: 'what agents speak: saved queries and the schema as tools, through the same pipeline',
    },
    {
      folder: 'gateway/audit',
      mayImport: ['engine', 'schema', 'kit', ERRORS, 'gateway/access'],
      note: 'who asked for which protected field',
    },
    {
      folder: 'gateway/cache',
      mayImport: ['engine', 'schema', 'kit', ERRORS, 'gateway/access/caller.ts', FETCHER],
      note: 'wraps calls to subgraphs; of callers it knows the type alone',
    },
    {
      folder: 'gateway/faces',
      mayImport: ['kit', ERRORS, 'gateway/graph/graph.ts', 'gateway/request', 'gateway/tables'],
      note: 'what other tools already speak, made from the catalogue and the saved queries',
    },
    {
      folder: 'gateway/graph',
      mayImport: [
        'engine',
        'schema',
        'kit',
        'gateway/access',
        'gateway/cache/rules/cacheRules.ts',
        FETCHER,
        'gateway/telemetry/use',
      ],
      testsAlso: ['gateway/process', 'test/kit/planHere.ts'],
      note: 'one immutable version, with all that is derived from it',
    },
    {
      folder: 'gateway/live',
      mayImport: [
        'engine',
        'kit',
        ERRORS,
        'gateway/access/caller.ts',
        'gateway/cache',
        'gateway/graph',
        'gateway/request',
        'gateway/subgraphs/events',
        'gateway/subgraphs/failures.ts',
        'gateway/subgraphs/subgraphFetcher.ts',
        'gateway/telemetry',
      ],
      note: 'subscriptions: what happens, who is told, and in which protocol',
    },
    {
      folder: 'gateway/pages',
      mayImport: ['schema', 'kit', 'gateway/graph', 'gateway/subgraphs/breaker', 'gateway/subgraphs/health'],
      note: 'what is served besides GraphQL',
    },
    {
      folder: 'gateway/request',
      mayImport: [
        'engine',
        'kit',
        ERRORS,
        'gateway/access',
        'gateway/audit',
        'gateway/cache',
        'gateway/graph',
        'gateway/subgraphs',
        'gateway/telemetry',
        'gateway/traffic',
      ],
      note: 'the road of one request: joins the rooms that a request meets',
    },
    {
      folder: 'gateway/subgraphs',
      mayImport: ['engine', 'kit', ERRORS, 'gateway/cache', 'gateway/telemetry'],
      testsAlso: ['test/kit'],
      note: 'calls out, and the list of wrappers around them',
    },
    {
      folder: 'gateway/tables',
      mayImport: ['kit', ERRORS, 'gateway/graph/graph.ts', 'gateway/request', 'gateway/telemetry/record.ts'],
      note: 'another way in, to the same pipeline',
    },
    {
      folder: 'gateway/telemetry',
      mayImport: ['schema', 'kit', 'gateway/access', 'gateway/cache'],
      note: 'counts and tells; nobody waits for it',
    },
    {
      folder: 'gateway/traffic',
      mayImport: ['kit', ERRORS, 'gateway/access/caller.ts'],
      note: 'who may cost how much, and whose turn it is; of callers it knows the type alone',
    },
    {
      folder: 'gateway/process',
      mayImport: ['engine', 'schema', 'kit', 'gateway/<room>'],
      note: 'builds the parts and joins them',
    },
    { folder: 'gateway/main.ts', mayImport: ['kit', 'gateway/process'], note: 'the process of the gateway' },
    {
      folder: 'gateway/allInOne.ts',
      mayImport: [
        'gateway/graph/beginPlanner.ts',
        'kit',
        'schema',
        'gateway/process',
        'gateway/subgraphs/localTransport.ts',
        'gateway/subgraphs/standIns.ts',
        'gateway/telemetry/use/answerUse.ts',
        'subgraphs',
      ],
      note: 'runs the registered subgraphs in one process',
    },
    {
      folder: 'clients',
      mayImport: ['kit', 'schema/semanticNonNull.ts', ERRORS, 'gateway/allInOne.ts'],
      note: 'packages for front ends, made from the graph and from what the gateway answers',
    },
    {
      folder: 'explorer',
      mayImport: ['kit/tables', 'schema/bureaus.json'],
      note: 'speaks to the gateway by HTTP alone',
    },
    { folder: 'examples', mayImport: [], note: 'programs that use the graph from outside' },
    { folder: 'test', mayImport: [EVERYTHING], note: 'the system as a whole, by `startX` where it can be' },
    { folder: 'bench', mayImport: [], note: 'measures what is built: `kit/built.mjs` opens it by name' },
    { folder: 'vitest.config.ts', mayImport: [], note: '' },
    { folder: 'vitest.long.config.ts', mayImport: ['vitest.config.ts'], note: 'what takes minutes' },
  ],
  unreadImports: [
    { file: 'bench/kit/built.mjs', reason: 'a built module of ours, by its name' },
    {
      file: 'engine/readme.test.ts',
      reason: 'the example of engine/README.md, as a file for the time of the test',
    },
    { file: 'gateway/access/policy.ts', reason: 'the module that the operator names in POLICY_MODULE' },
    { file: 'subgraphs/_kit/importBureaus.ts', reason: 'the bureaus of the register' },
    {
      file: 'subgraphs/_kit/thread/work.ts',
      reason: 'the module that a feed names as its own: its parser, to be run in the thread',
    },
    { file: 'test/faults/planner.test.ts', reason: 'the engine as it is compiled' },
    {
      file: 'test/sources/mutations.long.test.ts',
      reason: "the modules of a bureau's source, found by reading",
    },
    {
      file: 'test/sources/thread.long.test.ts',
      reason: 'the kit as it is compiled, and a source written for the time of the test',
    },
    { file: 'test/clients/apollo.mjs', reason: 'the package for front ends as it is made' },
    { file: 'test/clients/fetchClient.mjs', reason: 'the package for front ends as it is made' },
    { file: 'test/clients/urql.mjs', reason: 'the package for front ends as it is made' },
    {
      file: 'test/clients/package.long.test.ts',
      reason: 'the package for front ends, as `npm run clients` makes it',
    },
    { file: 'test/kit/postgres.ts', reason: 'the package that holds PostgreSQL for this platform' },
  ],
  closesCycle: [],
}
