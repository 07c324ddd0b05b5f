import { unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { ConfigError } from '../../../kit/config.ts'
import type { Log } from '../../../kit/log.ts'
import type { CurrentGraph } from '../../graph/currentGraph.ts'
import type { Graph } from '../../graph/graph.ts'
import { NO_TRUSTED_DOCUMENTS, type DocumentSettings, type TrustedDocuments } from './documents.ts'
import type { Limits } from '../../traffic/limits.ts'
import { findFaults, trustDocuments } from './listed.ts'
import { parseManifest, type ListedDocument } from './manifest.ts'

export interface TrustedDocumentSettings {
  readonly documents: Pick<DocumentSettings, 'trustedFile' | 'trustedMode'>
  readonly limits: Limits
}

export interface CurrentlyTrusted {
  readonly current: () => TrustedDocuments
  stop(): void
}

const LIST_POLL_MS = 2_000

/**
 * Keeps the list of trusted documents, swapped whole when its file changes. Throws ConfigError for a list that cannot be
 * used; a later version that cannot be is logged, and the one before stays.
 */
export async function keepTrustedDocuments(
  { documents: { trustedFile: file, trustedMode }, limits }: TrustedDocumentSettings,
  graphs: CurrentGraph,
  log: Log,
): Promise<CurrentlyTrusted> {
  if (file === undefined) return { current: () => NO_TRUSTED_DOCUMENTS, stop() {} }
  const faultsIn = (listed: readonly ListedDocument[], { apiSchema }: Graph) =>
    findFaults(listed, apiSchema, limits)
  const load = async () => {
    const listed = await readList(file)
    const faults = faultsIn(listed, graphs.current())
    if (faults.length > 0) throw new ConfigError(faults.map((fault) => `TRUSTED_DOCUMENTS_FILE: ${fault}.`))
    return listed
  }
  let listed = await load()
  let trusted = trustDocuments(listed, trustedMode)
  const reload = () => {
    load()
      .then((next) => {
        listed = next
        trusted = trustDocuments(listed, trustedMode)
        log.info({ file, documents: listed.length }, 'trusted documents swapped')
      })
      .catch((error: unknown) => {
        log.error({ err: error, file }, 'trusted documents not usable; the list before stays')
      })
  }
  watchFile(file, { interval: LIST_POLL_MS, persistent: false }, reload)
  graphs.onSwap((next) => {
    const faults = faultsIn(listed, next)
    if (faults.length > 0) log.warn({ faults }, 'trusted documents do not fit the new supergraph')
  })
  return { current: () => trusted, stop: () => unwatchFile(file, reload) }
}

async function readList(file: string): Promise<readonly ListedDocument[]> {
  try {
    return parseManifest(await readFile(file, 'utf8'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new ConfigError([`TRUSTED_DOCUMENTS_FILE: ${reason} (in ${JSON.stringify(file)}).`])
  }
}
