import type { Act } from '../store/act.ts'
import { DamagedStore } from '../store/registryStore.ts'
import type { Judge } from '../judge/judge.ts'
import { Overrun, RegistryRefusal } from '../refusals.ts'
import type { RegistryState } from '../acts/state.ts'
import { UnusableInput } from '../unusableInput.ts'

/** What a registry does, for Prometheus. */
export interface RegistryMetrics {
  countAct(act: Act): void
  countRefusal(code: string): void
  countStoreFailure(error: unknown): void
  /** The same judge, whose work is measured. */
  measure(judge: Judge): Judge
  /** What is live now, and whether the store can be believed. */
  print(
    state: RegistryState,
    isDamaged: boolean,
  ): Promise<{ readonly contentType: string; readonly text: string }>
}

/** From an entry that is read to the longest check that there may be. */
const SECONDS = [0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300]

/** Its library is loaded only where metrics are on. */
export async function createRegistryMetrics(): Promise<RegistryMetrics> {
  const { Counter, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  const registers = [registry]
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const releases = gauge('registry_releases', 'Releases in the store.')
  const last = gauge('registry_release_number', 'The number of the release that gateways are to serve.')
  const since = gauge('registry_release_timestamp_seconds', 'When that release was made.')
  const waiting = gauge('registry_publications_waiting', 'Publications that wait for the operator.')
  const damaged = gauge('registry_store_damaged', '1 while what is in the store cannot be believed, else 0.')
  const acts = new Counter({
    name: 'registry_acts_total',
    help: 'What this registry has done, by kind: published, rolled-back, refused, key-added and so on.',
    labelNames: ['kind'],
    registers,
  })
  const refusals = new Counter({
    name: 'registry_refusals_total',
    help: 'Requests that were refused, by code.',
    labelNames: ['code'],
    registers,
  })
  const work = new Histogram({
    name: 'registry_check_seconds',
    help: 'How long what bureaus sent was judged: check, compose or entry, by what came of it: passed, failed, refused, overrun (ended by its deadline or memory) or error.',
    labelNames: ['work', 'result'],
    buckets: SECONDS,
    registers,
  })
  const storeErrors = new Counter({
    name: 'registry_store_errors_total',
    help: 'Failures of the store: unavailable, or damaged.',
    labelNames: ['kind'],
    registers,
  })
  for (const kind of ['unavailable', 'damaged']) storeErrors.inc({ kind }, 0)
  const measured = async <T>(kind: string, done: Promise<T>, resultOf: (value: T) => string): Promise<T> => {
    const began = performance.now()
    const observe = (result: string): void =>
      work.observe({ work: kind, result }, (performance.now() - began) / 1_000)
    try {
      const value = await done
      observe(resultOf(value))
      return value
    } catch (error) {
      observe(resultOfFailure(error))
      throw error
    }
  }
  return {
    countAct: ({ kind }) => acts.inc({ kind }),
    countRefusal: (code) => refusals.inc({ code }),
    countStoreFailure: (error) =>
      storeErrors.inc({ kind: error instanceof DamagedStore ? 'damaged' : 'unavailable' }),
    measure: (judge) => ({
      check: (asked) =>
        measured('check', judge.check(asked), (report) => (report?.passed === false ? 'failed' : 'passed')),
      compose: (files) => measured('compose', judge.compose(files), () => 'passed'),
      composeSupergraph: (files) => measured('compose', judge.composeSupergraph(files), () => 'passed'),
      readEntry: (subgraph, text) => measured('entry', judge.readEntry(subgraph, text), () => 'passed'),
      close: () => judge.close(),
    }),
    async print(state, isDamaged) {
      const { release } = state
      const act = state.acts.findLast((one) => 'release' in one && one.release.number === release?.number)
      releases.set(state.releases.size)
      last.set(release?.number ?? 0)
      if (act === undefined) since.remove()
      else since.set(Date.parse(act.at) / 1_000)
      waiting.set(state.waiting.size)
      damaged.set(isDamaged ? 1 : 0)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}

function resultOfFailure(error: unknown): string {
  if (error instanceof Overrun) return 'overrun'
  return error instanceof RegistryRefusal || error instanceof UnusableInput ? 'refused' : 'error'
}
