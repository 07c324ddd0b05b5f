import { createSign, generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { importBuilt, requireItsGraphql } from '../../kit/built.mjs'
import { mean } from './interval.mjs'
import { announce, readSetting } from '../../kit/setting.mjs'
import { median } from '../../kit/statistics.mjs'

/**
 * One round: answers operations in this process with the stages that concern access and without them, in turns, and says
 * how much processor time each took. No HTTP and no subgraph: both would only make the share of access smaller.
 */
const { supergraph, urls, queries, roundMs } = readSetting()
const ISSUER = 'https://bench.example'
const NO_VARIABLES = {}
const SIGNAL = new AbortController().signal
const REQUEST = { id: 'bench', headers: {} }
const CONTEXT = {
  requestId: 'bench',
  arrival: 0,
  client: 'bench',
  headers: {},
  headersKey: '',
  caching: undefined,
  coalesceKey: '',
}
/** Until the code is compiled for good: the compiler's own threads count as processor time too. */
const WARM_MS = 4000
const CALIBRATE_MS = 500
/** Microseconds that one turn takes at least: far more than a look at the clock, far less than what drifts. */
const TURN_MICROSECONDS = 800

const { parse } = requireItsGraphql()
const modules = await Promise.all(
  [
    'engine/index',
    'gateway/audit/audit',
    'gateway/process/config/config',
    'gateway/graph/graph',
    'gateway/subgraphs/transports',
    'gateway/access/decideAccess',
    'gateway/access/explainAccess',
    'gateway/access/maskSubgraphErrors',
    'gateway/access/mode',
    'gateway/access/token/identify',
    'gateway/access/token/verify',
    'gateway/access/owns',
    'gateway/request/respond/denials',
    'gateway/request/respond/formatErrors',
    'gateway/request/respond/answer',
    'kit/concurrency/deadlines',
    'kit/concurrency/scheduler',
  ].map(importBuilt),
)
const {
  createAudit,
  readConfig,
  buildGraph,
  startPlannerWorker,
  createTransports,
  decideAccess,
  wantsExplanation,
  maskSubgraphErrors,
  assertAllowed,
  enforce,
  listWouldDeny,
  createIdentify,
  createTokenVerifier,
  createOwns,
  reportDenials,
  formatErrors,
  respondWithData,
  createDeadlines,
  createScheduler,
} = Object.assign({}, ...modules)

const config = readConfig({
  SUBGRAPH_URLS: Object.entries(urls)
    .map(([name, url]) => `${name}=${url}`)
    .join(),
})
const surroundings = {
  deadlines: createDeadlines(),
  scheduler: createScheduler(),
  onCircuitChange() {},
  onCall() {},
}
const transports = createTransports(config, new Map(), undefined, surroundings)
const sdl = readFileSync(supergraph, 'utf8')
const fetch = rememberAnswers(transports.call)
const graph = await buildGraph(sdl, config, fetch, startPlannerWorker(sdl))
const { identify, token } = createCaller()
const audit = await createAudit(config.audit, undefined, () => new Date())

/** All come on one connection, as a client's questions do. */
const CONNECTION = {}

const anonymous = await measure(queries.open, [])
const verified = await measure(queries.guarded, [`Bearer ${token}`])
await transports.close()
await graph.admission.stop()
announce({ anonymous, verified })
process.disconnect?.()

async function measure(texts, authorization) {
  const operations = texts.map((text) => graph.prepare(parse(text), undefined))
  // What the caller may see must not differ between the two, or it would be another answer that is measured.
  const decisions = new Map()
  for (const { access } of operations)
    decisions.set(access, decideAccess(access, await identify(authorization, CONNECTION)))
  const answerWith = (operation) => answer(operation, authorization)
  const answerWithout = (operation) => answerPlainly(operation, decisions.get(operation.access))
  await takeTurns(answerWith, answerWithout, operations, 1, WARM_MS)
  const { without } = await takeTurns(answerWith, answerWithout, operations, 1, CALIBRATE_MS)
  const count = Math.ceil(TURN_MICROSECONDS / (without * operations.length))
  return takeTurns(answerWith, answerWithout, operations, count, roundMs)
}

/**
 * Four turns at a time, there and back, so that whatever drifts does so for both alike. Of the differences the median: what
 * strikes one turn in a hundred, such as the collector of garbage or another process, is of neither; and the mean, with
 * all of that in it.
 */
async function takeTurns(answerWith, answerWithout, operations, count, milliseconds) {
  const differences = []
  const without = []
  for (const end = processorTime() + 1000 * milliseconds; processorTime() < end;) {
    const first = await timeOf(answerWith, operations, count)
    const second = await timeOf(answerWithout, operations, count)
    const third = await timeOf(answerWithout, operations, count)
    const fourth = await timeOf(answerWith, operations, count)
    differences.push((first + fourth - second - third) / 2)
    without.push((second + third) / 2)
  }
  return {
    without: median(without),
    adds: median(differences),
    addsWithDisturbances: mean(differences),
    turns: 4 * differences.length,
  }
}

/** As the pipeline does it. */
async function answer(prepared, authorization) {
  const caller = await identify(authorization, CONNECTION)
  const { access, operation, protectedFields } = prepared
  const audited = audit.enter(REQUEST, caller)
  const judged = decideAccess(access, audited.caller)
  wantsExplanation(undefined, audited.caller, false)
  const { mode } = config.access
  const decision = enforce(access, judged, mode)
  const touching = { graph, operation, fields: protectedFields, denied: decision.denied }
  const run = () => runWithAccess(prepared, decision, audited.caller)
  const result = await audited.record(touching, NO_VARIABLES, run)
  const { errors, denials: nodes } = formatErrors(result.errors)
  const reported = reportDenials(errors, { nodes, suppressedErrorCount: 0 }, config.access, {
    isAnonymous: audited.caller.kind === 'anonymous',
    missingScopes: () => [],
    wouldDeny: listWouldDeny(access, judged, mode, graph.apiSchema, NO_VARIABLES),
  })
  return respondWithData(result.envelope, audited.explain(touching, reported.errors), 'application/json')
}

async function runWithAccess({ access, operation }, decision, caller) {
  assertAllowed(access, decision, config.access.mode, caller, graph.apiSchema, NO_VARIABLES)
  const plan = await operation.plan({ deny: decision })
  const owns = createOwns(caller)
  const request = { variables: NO_VARIABLES, signal: SIGNAL, context: CONTEXT, owns }
  const { envelope, errors, denied } = await plan.run(request)
  return { ...maskSubgraphErrors(plan, errors, graph.rules), envelope, deniedCounts: denied.counts }
}

/** The same operation and answer by a gateway that knows of no caller. */
async function answerPlainly({ operation }, decision) {
  const plan = await operation.plan({ deny: decision })
  const { envelope, errors } = await plan.run({ variables: NO_VARIABLES, signal: SIGNAL, context: CONTEXT })
  return respondWithData(envelope, formatErrors(errors).errors, 'application/json')
}

/** Microseconds of processor time for one answer. */
async function timeOf(variant, operations, count) {
  const before = processorTime()
  for (let turn = 0; turn < count; turn += 1) for (const operation of operations) await variant(operation)
  return (processorTime() - before) / (count * operations.length)
}

/** Microseconds that this process has had of the processor: others that run beside it are not in them. */
function processorTime() {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Subgraphs are asked once; from then on their answers are at hand. */
function rememberAnswers(next) {
  const answers = new Map()
  return async (request, context) => {
    const key = `${request.subgraph} ${request.body}`
    const known = answers.get(key) ?? (await next(request, context))
    answers.set(key, known)
    return known
  }
}

function createCaller() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'RS256' }
  const trust = { issuers: [{ issuer: ISSUER, keys: [key], scopeClaim: 'scope' }], badToken: 'refuse' }
  const verify = createTokenVerifier(trust, {}, Date.now)
  return { identify: createIdentify(verify, trust.badToken, Date.now), token: sign(privateKey) }
}

function sign(privateKey) {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: ISSUER, sub: 'bench', iat: now, exp: now + 3600, scope: 'developer partner staff' }
  const head = [{ alg: 'RS256', kid: 'bench', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${head}.${createSign('RSA-SHA256').update(head).sign(privateKey, 'base64url')}`
}
