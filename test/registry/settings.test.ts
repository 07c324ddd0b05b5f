import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { readRegistrySettings, registryVariables } from '../../registry/server/settings.ts'

describe('the settings of a registry', () => {
  it('stand in the guide to operations', () => {
    const guide = readFileSync(new URL('docs/guides/operations.md', packageRoot), 'utf8')
    const [, section = ''] = /^## The registry[^\n]*\n([^]*?)\n## /m.exec(guide) ?? []
    const rows = [...section.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name),
    )
    expect(rows.toSorted()).toEqual(Object.keys(registryVariables.shape).toSorted())
  })

  it('bound how long a check may take', () => {
    expect(readRegistrySettings({}).checkDeadlineMs).toBe(60_000)
    expect(() => readRegistrySettings({ REGISTRY_CHECK_DEADLINE_MS: '5' })).toThrow(
      'REGISTRY_CHECK_DEADLINE_MS: expected milliseconds from 1000 to 600000; got "5".',
    )
  })
})
