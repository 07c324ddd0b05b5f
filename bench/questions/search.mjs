import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { importBuilt } from '../kit/built.mjs'
import { printNumber } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'

const ENTITIES = 50_000
const ROUNDS = 20

/** What people type: whole names and their beginnings, in three languages, codes, one character, and with errors. */
const TEXTS = {
  'a Chinese name': '大三巴牌坊',
  'simplified Chinese': '丽都停车场',
  'two characters': '酒店',
  'one character': '路',
  'a Portuguese name': 'ruinas de sao paulo',
  'an English beginning': 'hotel lisbo',
  'one letter': 'm',
  'a code': 'M172/1',
  'two errors': 'venitian maccao',
  'nothing like it': 'zzyzx qwrtp',
}

export default {
  name: 'search',
  about: `how long a search takes in an index of ${ENTITIES.toLocaleString('en')} entities, and how large that is`,
  async measure() {
    const { createSearchIndex } = await importBuilt('subgraphs/catalogue/search/searchIndex')
    const { search } = await importBuilt('subgraphs/catalogue/search/search')
    const entities = await makeEntities()
    const before = heapUsed()
    const began = performance.now()
    const index = createSearchIndex()
    for (const [kind, searchables] of entities) index.replace(kind, searchables)
    const built = performance.now() - began
    const size = heapUsed() - before
    const noAreas = () => ({ all: [], byId: new Map(), byParent: new Map() })
    const ask = (text) => search(index, noAreas, { text })
    const rows = Object.entries(TEXTS).map(([about, text]) => ({ about, text, ...measureText(ask, text) }))
    const all = rows.flatMap(({ times }) => times).toSorted((a, b) => a - b)
    const data = {
      entities: index.size,
      buildMs: built,
      heapMiB: size / 2 ** 20,
      p50: quantile(all, 0.5),
      p95: quantile(all, 0.95),
      rows,
    }
    return { text: print(data), data }
  },
}

function measureText(ask, text) {
  for (let round = 0; round < 5; round++) ask(text)
  const times = []
  let found = 0
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now()
    found = ask(text).total
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  return { found, times, p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

/** What the bureaus publish, each name with another's words after it, so that words are as frequent as in Macao. */
async function makeEntities() {
  const published = await readPublished()
  const names = published.flatMap(([, searchables]) => searchables.map(({ name }) => name))
  const total = names.length
  const copies = Math.ceil(ENTITIES / total)
  let made = 0
  return published.map(([kind, searchables]) => [
    kind,
    searchables.flatMap((searchable) =>
      Array.from({ length: copies }, (_, copy) => {
        const { zh, pt, en } = names[(made * 7919 + copy * 31) % total]
        made += 1
        if (copy === 0) return searchable
        const { id, name, codes = [], ...rest } = searchable
        return {
          ...rest,
          id: `${id}-${copy}`,
          name: { zh: join(name.zh, zh), pt: join(name.pt, pt), en: join(name.en, en) },
          codes: codes.map((code) => `${code}/${copy}`),
        }
      }),
    ),
  ])
}

function join(name, words) {
  return [name, words].filter((one) => one !== null).join(' ') || null
}

async function readPublished() {
  const { bureaus } = await importBuilt('schema/bureaus/register')
  const { importBureaus } = await importBuilt('subgraphs/_kit/importBureaus')
  const { createSubgraph } = await importBuilt('subgraphs/_kit/subgraph')
  const { createLog } = await importBuilt('kit/log')
  const surroundings = {
    environment: {},
    clock: () => new Date(),
    random: Math.random,
    log: createLog('bench', 'silent'),
  }
  const modules = await importBureaus(bureaus)
  const kinds = await Promise.all(
    modules.map(async ({ definition }) => {
      const subgraph = createSubgraph(definition, surroundings)
      await subgraph.start()
      const { kinds } = await subgraph.searchables()
      await subgraph.stop()
      return Object.entries(kinds)
    }),
  )
  return kinds.flat()
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

/** Bytes, after a collection. */
function heapUsed() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

function print({ entities, buildMs, heapMiB, p50, p95, rows }) {
  const cells = rows.map(({ about, text, found, p50: middle, p95: slow }) => [
    `${about}: ${text}`,
    found.toLocaleString('en'),
    printNumber(middle, 2),
    printNumber(slow, 2),
  ])
  return [
    `${entities.toLocaleString('en')} entities: indexed in ${printNumber(buildMs / 1000)} s, ${printNumber(heapMiB, 0)} MiB of heap. Over all texts, ${ROUNDS} times each: p50 ${printNumber(p50, 2)} ms, p95 ${printNumber(p95, 2)} ms. Milliseconds to find and order all that is found, without the way through the gateway.`,
    printTable(['text', 'found', 'p50', 'p95'], cells),
  ].join('\n\n')
}
