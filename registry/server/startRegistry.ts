import { createClosing } from '../../kit/closing.ts'
import { ConfigError } from '../../kit/config.ts'
import { openHooks } from '../../kit/hooks/openHooks.ts'
import type { Log } from '../../kit/log.ts'
import { serve } from '../../kit/serve.ts'
import { publicKeyOf } from '../../schema/signedRelease.ts'
import { createJournal } from '../acts/journal.ts'
import { assertSigned } from '../acts/liveGraph.ts'
import { createRegistry, type Registry } from '../acts/registry.ts'
import type { Judge } from '../judge/judge.ts'
import { startJudgeThread } from '../judge/judgeThread.ts'
import { RegistryRefusal } from '../refusals.ts'
import { openFolderStore } from '../store/folderStore.ts'
import { openHeadFile } from '../store/headFile.ts'
import { openPostgresStore } from '../store/postgresStore.ts'
import { DamagedStore, type RegistryStore } from '../store/registryStore.ts'
import { reportFailures } from '../store/reportedStore.ts'
import { answerApi } from './api.ts'
import { MOST_BODY_BYTES } from './body.ts'
import { ensureOperatorKey, loadSigningKey } from './keyFiles.ts'
import { createRegistryMetrics } from './metrics.ts'
import type { RegistrySettings } from './settings.ts'
import { readSeed } from './seed.ts'
import { tellAct } from './tellActs.ts'

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
  startJudge: (settings: RegistrySettings) => Judge = startThread,
): Promise<RunningRegistry> {
  const closing = createClosing()
  try {
    const signingKey = await loadSigningKey(settings.signingKeyFile)
    const metrics = settings.metrics ? await createRegistryMetrics() : undefined
    const onFailure = (error: unknown): void => {
      metrics?.countStoreFailure(error)
      log.error({ err: error }, 'the store of the registry failed')
    }
    const store = reportFailures(await openStore(settings, log), onFailure)
    closing.add(() => store.close())
    const started = startJudge(settings)
    closing.add(() => started.close())
    const judge = metrics?.measure(started) ?? started
    const { formerKeys } = settings
    const head = openHeadFile(settings.headFile, log)
    const hooks = openHooks(settings.hooks, log)
    closing.add(() => hooks.stop())
    const journal = createJournal(store, now, { signingKey, formerKeys }, head, {
      onDone(act, texts) {
        metrics?.countAct(act)
        tellAct(act, texts, hooks)
      },
      onDamage: onFailure,
    })
    await journal.begin(settings.acceptsStore)
    const parts = {
      journal,
      signingKey,
      formerKeys,
      judge,
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
      drainDelayMilliseconds: settings.drainDelayMs,
      drainMilliseconds: settings.drainMs,
      maxBodyBytes: MOST_BODY_BYTES,
      log,
      unreadiness: () => (journal.damage() === null ? null : 'the store is damaged'),
      handle: (request, response) =>
        answerApi({ registry, onlyLoopbackPublishes, log, metrics, journal }, request, response),
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
    if (error instanceof DamagedStore) throw new ConfigError([`The store is damaged: ${error.message}`])
    throw error instanceof RegistryRefusal ? new ConfigError([error.message]) : error
  }
}

function startThread({ repository, useFile, checkDeadlineMs }: RegistrySettings): Judge {
  return startJudgeThread({ repository, useFile }, checkDeadlineMs)
}

async function openConfiguredStore(
  { folder, databaseUrl }: RegistrySettings,
  log: Log,
): Promise<RegistryStore> {
  try {
    return databaseUrl === undefined
      ? await openFolderStore(folder, log)
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
