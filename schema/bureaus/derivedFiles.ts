import { existsSync, readFileSync } from 'node:fs'
import type { Owners } from '../compose/owners.ts'
import type { Bureau } from './bureau.ts'
import { deriveCodeOwners } from './codeOwners.ts'
import { deriveCompose } from './composeServices.ts'
import { deriveKubernetesGateway, deriveKubernetesSubgraphs } from './kubernetes.ts'
import { deriveOwnersTable } from './ownersTable.ts'
import { DerivationError, derivePrometheus } from './places.ts'

/** A file of which parts follow from the register, and the rest is written by hand. */
export interface DerivedFile {
  readonly name: string
  /** The text with its derived parts as they must be. Throws DerivationError where a part has no place. */
  readonly derive: (text: string, bureaus: readonly Bureau[], owners: Owners) => string
}

export const derivedFiles: readonly DerivedFile[] = [
  { name: 'CODEOWNERS', derive: deriveCodeOwners },
  { name: 'docker-compose.yml', derive: deriveCompose },
  { name: 'deploy/kubernetes/gateway.yaml', derive: deriveKubernetesGateway },
  { name: 'deploy/kubernetes/subgraphs.yaml', derive: deriveKubernetesSubgraphs },
  { name: 'deploy/observability/prometheus.yml', derive: derivePrometheus },
  {
    name: 'schema/README.md',
    derive: (text, bureaus, owners) =>
      deriveOwnersTable(
        text,
        owners,
        bureaus.map(({ subgraph }) => subgraph),
      ),
  },
]

/** The file as it must be, under `root`; nothing where the repository has no such file. */
export function deriveFile(
  { name, derive }: DerivedFile,
  root: URL,
  bureaus: readonly Bureau[],
  owners: Owners,
): readonly ({ name: string; text: string } | { problem: string })[] {
  const file = new URL(name, root)
  if (!existsSync(file)) return []
  try {
    return [{ name, text: derive(readFileSync(file, 'utf8'), bureaus, owners) }]
  } catch (error) {
    if (!(error instanceof DerivationError)) throw error
    return [{ problem: `${name}: ${error.message}` }]
  }
}
