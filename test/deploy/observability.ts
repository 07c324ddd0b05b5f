import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { packageRoot } from '../../kit/root.ts'

export const FOLDER = new URL('deploy/observability/', packageRoot)

export function readYaml(path: string): unknown {
  return parse(readFileSync(new URL(path, packageRoot), 'utf8'), { merge: true })
}

const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
})

export function readAlerts() {
  return ruleFile
    .parse(readYaml('deploy/observability/alerts.yml'))
    .groups.flatMap(({ rules }) => rules.map((rule) => rule))
}

const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), type: z.string(), query: z.string() })),
  }),
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string(),
      gridPos: z.object({ h: z.number(), w: z.number(), x: z.number(), y: z.number() }),
      targets: z
        .array(
          z.union([
            z.object({ refId: z.string(), expr: z.string() }),
            z.object({ refId: z.string(), rawSql: z.string() }),
          ]),
        )
        .default([]),
    }),
  ),
})

export function readDashboards() {
  const folder = new URL('dashboards/', FOLDER)
  return readdirSync(folder)
    .toSorted()
    .map((file) => dashboard.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))
}

export interface PanelQuery {
  /** The dashboard's title and the panel's. */
  readonly place: string
  readonly expression: string
}

export function listPanelQueries(): readonly PanelQuery[] {
  return readDashboards().flatMap(({ title, panels }) =>
    panels.flatMap((panel) =>
      panel.targets.flatMap((target) =>
        'expr' in target ? [{ place: `${title}: ${panel.title}`, expression: target.expr }] : [],
      ),
    ),
  )
}

/** The statements that panels ask PostgreSQL, by the panel's title. */
export function listPanelStatements(): ReadonlyMap<string, string> {
  return new Map(
    readDashboards().flatMap(({ panels }) =>
      panels.flatMap(({ title, targets }) =>
        targets.flatMap((target) => ('rawSql' in target ? [[title, target.rawSql] as const] : [])),
      ),
    ),
  )
}

const NO_METRICS = new Set(['by', 'or', 'unless', 'offset', 'and', 'on', 'without'])

/** The names of metrics in an expression of PromQL: what is no function, label, duration or text. */
export function namesIn(expression: string): readonly string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b(?:by|on|without)\s*\([^)]*\)/g, '')
  return [...bare.matchAll(/(?<![\w.])[a-z_][a-z_0-9]*(?![\w]|\s*\()/gi)].flatMap(([name]) =>
    NO_METRICS.has(name) ? [] : [name],
  )
}
