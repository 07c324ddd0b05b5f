import { createSign, generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { importBuilt, requireItsGraphql } from '../../kit/built.mjs'
import { announce, readSetting } from '../../kit/setting.mjs'

/**
 * Answers operations in this process with the stages that concern access and without them, in turns, and says how much
 * processor time each took. No HTTP and no subgraph: both would only make the share of access smaller.
 */
const { supergraph, urls, queries, rounds, roundMs } = readSetting()
const ISSUER = 'https://bench.example'
const SIGNAL = new AbortController().signal
const BLOCKS = 40

const { parse } = requireItsGraphql()
const modules = await Promise.all(
  [
    'gateway/config',
    'gateway/graph',
    'gateway/transports',
    'gateway/request/authorise/authorise',
    'gateway/request/authorise/explain',
    'gateway/request/authorise/masking',
    'gateway/request/authorise/mode',
    'gateway/request/authorise/token/identify',
    'gateway/request/authorise/token/verify',
    'gateway/request/execute/execute',
    'gateway/request/respond/denials',
    'gateway/request/respond/project',
    'gateway/request/respond/respond',
  ].map(importBuilt),
)
const {
  readConfig,
  buildGraph,
  createTransports,
  decideAccess,
  wantsExplanation,
  hideSubgraphWords,
  assertAllowed,
  enforce,
  listWouldDeny,
  createIdentify,
  createTokenVerifier,
  executePlan,
  settleDenials,
  projectAnswer,
  respondWithData,
} = Object.assign({}, ...modules)

const config = readConfig({
  SUBGRAPH_URLS: Object.entries(urls)
    .map(([name, url]) => `${name}=${url}`)
    .join(),
})
const graph = await buildGraph(readFileSync(supergraph, 'utf8'), config)
const transports = createTransports(config, new Map(), undefined)
const call = rememberAnswers(transports.call)
const { identify, token } = createCaller()

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
    decisions.set(access, decideAccess(access, await identify(authorization)))
  const answerWith = (operation) => answer(operation, authorization)
  const answerWithout = (operation) => answerPlainly(operation, decisions.get(operation.access))
  const count = await findCount(answerWith, operations)
  const found = []
  for (let round = 0; round < rounds; round += 1)
    found.push(await comparePair(answerWith, answerWithout, operations, count))
  return found
}

/** One round: both in short blocks by turns, so that what disturbs the machine disturbs both. */
async function comparePair(answerWith, answerWithout, operations, count) {
  const sums = { with: 0, without: 0 }
  for (let block = 0; block < BLOCKS; block += 1) {
    const order = block % 2 === 0 ? ['with', 'without'] : ['without', 'with']
    for (const side of order)
      sums[side] += await timeOf(side === 'with' ? answerWith : answerWithout, operations, count)
  }
  return { with: sums.with / BLOCKS, without: sums.without / BLOCKS }
}

/** As the pipeline does it. */
async function answer(prepared, authorization) {
  const caller = await identify(authorization)
  const { access } = prepared
  const judged = decideAccess(access, caller)
  wantsExplanation(undefined, caller, false)
  const { mode } = config.access
  const decision = enforce(access, judged, mode)
  assertAllowed(access, decision, mode, caller, graph.apiSchema, {})
  const plan = prepared.planFor(decision.key, decision.denied)
  const viewer = { claims: caller.kind === 'verified' ? caller.claims : {}, isDryRun: false }
  const execution = await executePlan(plan, {
    variables: {},
    call,
    signal: SIGNAL,
    requestId: 'bench',
    viewer,
  })
  hideSubgraphWords(plan, execution, graph.apiSchema, graph.rules)
  const { bytes, errors, denials } = projectAnswer(plan, execution)
  const settled = settleDenials(errors, denials, config.access, {
    isAnonymous: caller.kind === 'anonymous',
    missingScopes: () => [],
    wouldDeny: listWouldDeny(access, judged, mode, graph.apiSchema, {}),
  })
  return respondWithData(bytes, settled.errors, 'application/json')
}

/** The same operation and answer by a gateway that knows of no caller. */
async function answerPlainly(prepared, decision) {
  const plan = prepared.planFor(decision.key, decision.denied)
  const execution = await executePlan(plan, { variables: {}, call, signal: SIGNAL, requestId: 'bench' })
  const { bytes, errors } = projectAnswer(plan, execution)
  return respondWithData(bytes, errors, 'application/json')
}

/** How often all operations are answered in one block; the code is warm afterwards. */
async function findCount(variant, operations) {
  for (let warm = 0; warm < 30; warm += 1) for (const operation of operations) await variant(operation)
  const start = performance.now()
  for (const operation of operations) await variant(operation)
  return Math.ceil(roundMs / BLOCKS / (performance.now() - start))
}

/** Microseconds of processor time for one answer. */
async function timeOf(variant, operations, count) {
  const before = process.cpuUsage()
  for (let turn = 0; turn < count; turn += 1) for (const operation of operations) await variant(operation)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / (count * operations.length)
}

/** Subgraphs are asked once; from then on their answers are at hand. */
function rememberAnswers(next) {
  const answers = new Map()
  return async (request) => {
    const key = `${request.subgraph} ${request.body}`
    const known = answers.get(key) ?? (await next(request))
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
