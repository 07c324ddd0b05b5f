/**
 * Whom we measure beside ourselves. Each is a small program in peers/, started alone on its own core; `only` names the
 * one question that it was written for, `coding` what its clients ask answers to be compressed by.
 * @typedef {{ name: string, file: string, about: string, options?: object, only?: string, coding?: string }} Peer
 * @type {readonly Peer[]}
 */
export const PEERS = [
  { name: 'ours', file: 'ours.mjs', about: 'this gateway, whole' },
  {
    name: 'ours-alone',
    file: 'ours.mjs',
    about: 'this gateway, single flight off',
    options: { singleFlight: false },
  },
  {
    name: 'ours-verifying',
    file: 'ours.mjs',
    about: 'this gateway, verifying each token',
    options: { verifies: true },
  },
  {
    name: 'ours-guarded',
    file: 'ours.mjs',
    about: 'this gateway with the budgets and limits that it has by itself',
    options: { guarded: true },
    only: 'siege',
  },
  {
    name: 'ours-cached',
    file: 'ours.mjs',
    about: 'this gateway, keeping what subgraphs answer for a minute',
    options: { cacheSeconds: 60 },
    only: 'warm',
  },
  {
    name: 'ours-cached-br',
    file: 'ours.mjs',
    about: 'the same, asked for br',
    options: { cacheSeconds: 60 },
    only: 'warm-compressed',
    coding: 'br',
  },
  {
    name: 'ours-cached-gzip',
    file: 'ours.mjs',
    about: 'the same, asked for gzip',
    options: { cacheSeconds: 60 },
    only: 'warm-compressed',
    coding: 'gzip',
  },
  {
    name: 'ours-redis',
    file: 'ours.mjs',
    about: 'this gateway, keeping answers for a minute in Redis alone',
    options: { cacheSeconds: 60, redisOnly: true },
    only: 'warm-redis',
  },
  {
    name: 'ours-redis-alone',
    file: 'ours.mjs',
    about: 'the same, single flight off',
    options: { cacheSeconds: 60, redisOnly: true, singleFlight: false },
    only: 'warm-redis',
  },
  {
    name: 'ours-default',
    file: 'ours.mjs',
    about: 'this gateway as it is shipped, but for its budgets',
    options: { asShipped: true },
    only: 'macao-default',
  },
  { name: 'engine', file: 'engine.mjs', about: 'its engine alone behind a bare HTTP server' },
  { name: 'apollo', file: 'apollo.mjs', about: 'Apollo Server with ApolloGateway, stock' },
  {
    name: 'hive-js',
    file: 'hive.mjs',
    about: 'Hive Gateway, JavaScript planner, no de-duplication',
    options: { planner: 'javascript', joinSubgraphCalls: false, joinClientRequests: false },
  },
  {
    name: 'hive-js-joined',
    file: 'hive.mjs',
    about: 'Hive Gateway, JavaScript planner, joins subgraph calls and client requests under way',
    options: { planner: 'javascript', joinSubgraphCalls: true, joinClientRequests: true },
  },
  {
    name: 'hive-rust',
    file: 'hive.mjs',
    about: 'Hive Gateway, Rust planner, no de-duplication',
    options: { planner: 'rust', joinSubgraphCalls: false, joinClientRequests: false },
  },
  {
    name: 'hive-rust-default',
    file: 'hive.mjs',
    about: 'Hive Gateway, Rust planner, joins subgraph calls under way (its default)',
    options: { planner: 'rust', joinSubgraphCalls: true, joinClientRequests: false },
  },
  {
    name: 'hive-rust-joined',
    file: 'hive.mjs',
    about: 'Hive Gateway, Rust planner, joins subgraph calls and client requests under way',
    options: { planner: 'rust', joinSubgraphCalls: true, joinClientRequests: true },
  },
  {
    name: 'apollo-cached',
    file: 'apolloCached.mjs',
    about: 'Apollo Server with its response cache, in Redis through Keyv, for a minute',
    options: { cacheSeconds: 60 },
    only: 'warm',
  },
  {
    name: 'apollo-cached-memory',
    file: 'apolloCached.mjs',
    about: 'the same in its own memory',
    options: { cacheSeconds: 60, inMemory: true },
    only: 'macao-default',
  },
  {
    name: 'hive-cached',
    file: 'hive.mjs',
    about: 'Hive Gateway, Rust planner, with its response cache in memory, for a minute',
    options: { planner: 'rust', joinSubgraphCalls: true, joinClientRequests: false, cacheSeconds: 60 },
    only: 'warm',
  },
  { name: 'mercurius', file: 'mercurius/gateway.mjs', about: 'Mercurius gateway (Federation 1)' },
  { name: 'limit', file: 'limit.mjs', about: 'a program written by hand for this one operation' },
  {
    name: 'limit-text',
    file: 'limit.mjs',
    about: 'the same calls, the answer strung together from texts',
    options: { style: 'text' },
    only: 'heavy',
  },
  { name: 'constant', file: 'constant.mjs', about: 'the finished answer, always' },
]

/** Enough to see how cost grows: those that a reader would choose between, and the limit. */
export const MAIN_PEERS = ['ours', 'engine', 'apollo', 'hive-rust-default', 'limit']
