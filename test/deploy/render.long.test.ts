import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { fromRoot, packageRoot } from '../../kit/root.ts'

const run = promisify(execFile)
const SECRETS = { GATEWAY_SECRET: 'a secret of many letters', POSTGRES_PASSWORD: 'x' }

function mayRun(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const rendered = z.object({ services: z.record(z.string(), z.unknown()) })

describe.skipIf(!mayRun('docker-compose', 'version'))('docker-compose', () => {
  it.each([
    [[]],
    [['--profile', 'registry', '--env-file', 'deploy/registry/compose.env']],
    [['--profile', 'observability', '--env-file', 'deploy/observability/compose.env']],
  ])('accepts the file with %j', async (args) => {
    const { stdout } = await run('docker-compose', [...args, 'config'], {
      cwd: packageRoot,
      env: { ...process.env, ...SECRETS, REGISTRY_POSTGRES_PASSWORD: 'y' },
    })
    expect(Object.keys(rendered.parse(parse(stdout)).services)).toContain('gateway')
  })
})

const named = z.object({ kind: z.string(), metadata: z.object({ name: z.string() }) })

describe.skipIf(!mayRun('kubectl', 'version', '--client'))('kubectl', () => {
  it.each(['deploy/kubernetes', 'deploy/registry/kubernetes'])('puts %s together', async (folder) => {
    const { stdout } = await run('kubectl', ['kustomize', fromRoot(folder)])
    const names = parseAllDocuments(stdout)
      .map((document) => named.parse(document.toJS()))
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    expect(names.includes('Deployment registry')).toBe(folder.includes('registry'))
    expect(names).toContain('Deployment gateway')
    expect(stdout.includes('REGISTRY_URL')).toBe(folder.includes('registry'))
  })
})
