import type { Log } from '../../kit/log.ts'
import { createRegistrySource, type RegistrySettings } from './registrySource.ts'
import { readSupergraphFile } from './supergraphFile.ts'
import type { SupergraphSource } from './supergraphSource.ts'

/** The registry, where the settings name one, else the file. */
export function openSupergraphSource(
  {
    registry,
    supergraphFile,
  }: { readonly registry: RegistrySettings | undefined; readonly supergraphFile: string },
  log: Log,
): SupergraphSource {
  return registry === undefined ? readSupergraphFile(supergraphFile) : createRegistrySource(registry, log)
}
