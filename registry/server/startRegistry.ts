import { createClosing } from '../../kit/closing.ts'
import { ConfigError } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import { serve } from '../../kit/serve.ts'
import { publicKeyOf } from '../../schema/signedRelease.ts'
import { createJournal } from '../acts/journal.ts'
import { assertSigned } from '../acts/liveGraph.ts'
import { createRegistry, type Registry } from '../acts/registry.ts'
import { RegistryRefusal } from '../refusals.ts'
import { openFolderStore } from '../store/folderStore.ts'
import { openPostgresStore } from '../store/postgresStore.ts'
import type { RegistryStore } from '../store/registryStore.ts'
import { answerApi } from './api.ts'
import { MOST_BODY_BYTES } from './body.ts'
import { ensureOperatorKey, loadSigningKey } from './keyFiles.ts'
import type { RegistrySettings } from './settings.ts'
import { readSeed, readSurroundings } from './surroundings.ts'

export interface RunningRegistry {
  /** Without a trailing slash. */
  readonly url: string
  /** What gateways pin. */
  readonly publicKey: string
  /** The file of the operator's first key, where it was made just now. */
  readonly operatorKeyFile: string | undefined
  readonly registry: Registry
  stop(): Promise<void>
}

/** Opens the store, begins it with the repository's subgraphs where it is empty, and serves. Throws ConfigError. */
export async function startRegistry(
  settings: RegistrySettings,
  log: Log,
  now: () => Date,
  openStore: (settings: RegistrySettings, log: Log) => Promise<RegistryStore> = openConfiguredStore,
): Promise<RunningRegistry> {
  const closing = createClosing()
  try {
    const signingKey = await loadSigningKey(settings.signingKeyFile)
    const store = await openStore(settings, log)
    closing.add(() => store.close())
    const parts = {
      journal: createJournal(store, now),
      signingKey,
      formerKeys: settings.formerKeys,
      readSurroundings: () => readSurroundings(settings.repository, settings.useFile),
      now,
    }
    const registry = createRegistry(parts)
    await begin(registry, settings)
    const { release } = await registry.read()
    if (release !== null) await assertSigned(parts, release)
    const operatorKeyFile = await ensureOperatorKey(registry, settings.folder)
    const onlyLoopbackPublishes = settings.databaseUrl === undefined
    const service = await serve({
      host: settings.host,
      port: settings.port,
      drainMilliseconds: settings.drainMs,
      maxBodyBytes: MOST_BODY_BYTES,
      log,
      unreadiness: () => null,
      handle: (request, response) => answerApi({ registry, onlyLoopbackPublishes, log }, request, response),
    })
    closing.add(() => service.stop())
    return {
      url: service.url,
      publicKey: publicKeyOf(signingKey),
      operatorKeyFile,
      registry,
      stop: () => closing.close(),
    }
  } catch (error) {
    await closing.close()
    throw error instanceof RegistryRefusal ? new ConfigError([error.message]) : error
  }
}

async function openConfiguredStore(
  { folder, databaseUrl }: RegistrySettings,
  log: Log,
): Promise<RegistryStore> {
  try {
    return databaseUrl === undefined
      ? await openFolderStore(folder)
      : await openPostgresStore(databaseUrl, log)
  } catch (error) {
    const variable = databaseUrl === undefined ? 'REGISTRY_DIR' : 'REGISTRY_DATABASE_URL'
    throw new ConfigError([
      `${variable}: expected a store that can be opened; got ${error instanceof Error ? error.message : 'none'}.`,
    ])
  }
}

async function begin(registry: Registry, { repository }: RegistrySettings): Promise<void> {
  const { release } = await registry.read()
  const files = release === null ? readSeed(repository) : []
  if (files.length > 0) await registry.seed(files)
}
