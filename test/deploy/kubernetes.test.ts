import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { readConfig } from '../../gateway/process/config/config.ts'
import { schema } from '../../gateway/process/config/variables.ts'
import { packageRoot } from '../../kit/root.ts'
import { readRegistrySettings, registryVariables } from '../../registry/server/settings.ts'
import { bureaus, catalogue } from '../../schema/bureaus/register.ts'
import { readSubgraphConfig } from '../../subgraphs/_kit/config.ts'
import { feedPrefix } from '../../subgraphs/_kit/unknownFeedVariables.ts'
import { readYaml } from './observability.ts'

const FOLDER = 'deploy/kubernetes/'
/** The same with a registry, which is of use to some. */
const REGISTRY_FOLDER = 'deploy/registry/kubernetes/'
const BUREAUS = bureaus.map(({ subgraph }) => subgraph)

const object = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) })
const labels = z.record(z.string(), z.string())
const selector = z.strictObject({ matchLabels: labels })

const variable = z.union([
  z.strictObject({ name: z.string(), value: z.string() }),
  z.strictObject({
    name: z.string(),
    valueFrom: z.strictObject({
      secretKeyRef: z.strictObject({ name: z.string(), key: z.string(), optional: z.boolean().optional() }),
    }),
  }),
])

const probe = z.strictObject({
  httpGet: z.strictObject({ path: z.string(), port: z.string() }),
  periodSeconds: z.int(),
  timeoutSeconds: z.int(),
  failureThreshold: z.int(),
})

const confined = {
  name: z.string(),
  image: z.literal('macao-open-gateway'),
  command: z.array(z.string()),
  env: z.array(variable),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(
    z.strictObject({ name: z.string(), mountPath: z.string(), readOnly: z.literal(true).optional() }),
  ),
}

const container = z.strictObject({
  ...confined,
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.int() })),
  livenessProbe: probe,
  readinessProbe: probe,
  resources: z.strictObject({
    requests: z.strictObject({ cpu: z.string(), memory: z.string() }),
    limits: z.strictObject({ memory: z.string() }),
  }),
})

const secretVolume = z.strictObject({
  secretName: z.string(),
  items: z.array(z.strictObject({ key: z.string(), path: z.string() })),
})

const deployment = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata: z.strictObject({ name: z.string(), labels }),
  spec: z.strictObject({
    replicas: z.int().optional(),
    selector,
    strategy: z.strictObject({
      rollingUpdate: z.strictObject({ maxSurge: z.literal(1), maxUnavailable: z.literal(0) }),
    }),
    template: z.strictObject({
      metadata: z.strictObject({ labels }),
      spec: z.strictObject({
        automountServiceAccountToken: z.literal(false),
        securityContext: z.strictObject({
          runAsNonRoot: z.literal(true),
          runAsUser: z.literal(1000),
          runAsGroup: z.literal(1000),
          fsGroup: z.literal(1000).optional(),
          seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
        }),
        terminationGracePeriodSeconds: z.int(),
        topologySpreadConstraints: z.array(z.looseObject({ labelSelector: selector })),
        initContainers: z.array(z.strictObject(confined)).default([]),
        containers: z.tuple([container]),
        volumes: z
          .tuple([z.strictObject({ name: z.literal('tmp'), emptyDir: z.strictObject({}) })])
          .rest(z.strictObject({ name: z.string(), secret: secretVolume })),
      }),
    }),
  }),
})

const service = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata: z.strictObject({ name: z.string(), labels }),
  spec: z.strictObject({
    selector: labels,
    ports: z.array(z.strictObject({ name: z.string(), port: z.int(), targetPort: z.string() })),
  }),
})

const budget = z.strictObject({
  apiVersion: z.literal('policy/v1'),
  kind: z.literal('PodDisruptionBudget'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({ maxUnavailable: z.literal(1), selector }),
})

const autoscaler = z.strictObject({
  apiVersion: z.literal('autoscaling/v2'),
  kind: z.literal('HorizontalPodAutoscaler'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    scaleTargetRef: z.strictObject({ apiVersion: z.string(), kind: z.string(), name: z.string() }),
    minReplicas: z.int().min(2),
    maxReplicas: z.int(),
    metrics: z.array(z.looseObject({ type: z.string() })),
    behavior: z.unknown(),
  }),
})

const peers = z.array(
  z.union([z.strictObject({ podSelector: selector }), z.strictObject({ namespaceSelector: selector })]),
)
const ports = z.array(z.strictObject({ protocol: z.enum(['TCP', 'UDP']).optional(), port: z.int() }))
const policy = z.strictObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    podSelector: z.strictObject({ matchLabels: labels.optional() }),
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(z.strictObject({ from: peers, ports })).default([]),
    egress: z.array(z.strictObject({ to: peers.optional(), ports })).default([]),
  }),
})

const kustomization = z.object({
  namespace: z.string(),
  resources: z.array(z.string()),
  patches: z.array(z.strictObject({ path: z.string() })).default([]),
})
const { namespace, resources } = kustomization.parse(readYaml(`${FOLDER}kustomization.yaml`))
const withRegistry = kustomization.parse(readYaml(`${REGISTRY_FOLDER}kustomization.yaml`))
const [base, ...ofRegistry] = withRegistry.resources
const files = [...resources.map((file) => FOLDER + file), ...ofRegistry.map((file) => REGISTRY_FOLDER + file)]
const objects = files.flatMap((file) => {
  const text = readFileSync(new URL(file, packageRoot), 'utf8')
  return parseAllDocuments(text).map((document) => object.parse(document.toJS()))
})

const gatewayPatch = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata: z.strictObject({ name: z.literal('gateway') }),
  spec: z.strictObject({
    template: z.strictObject({
      spec: z.strictObject({
        containers: z.tuple([z.strictObject({ name: z.literal('gateway'), env: z.array(variable) })]),
      }),
    }),
  }),
})

type Deployment = z.output<typeof deployment>
type Variable = z.output<typeof variable>

const deployments = ofKind('Deployment', deployment)
const services = ofKind('Service', service)
const policies = ofKind('NetworkPolicy', policy)

function ofKind<S extends z.ZodType>(kind: string, form: S): readonly z.output<S>[] {
  return objects.filter((one) => one.kind === kind).map((one) => form.parse(one))
}

function containerOf({ spec }: Deployment) {
  return spec.template.spec.containers[0]
}

const SECRETS: Readonly<Record<string, string>> = {
  REDIS_URL: 'redis://redis.example:6379',
  USE_DATABASE_URL: 'postgres://use:password@postgres.example/use',
  CULTURE_DATABASE_URL: 'postgres://culture:password@postgres.example/culture',
  REGISTRY_DATABASE_URL: 'postgres://registry:password@postgres.example/registry',
  REGISTRY_PUBLIC_KEYS: 'A'.repeat(43),
}

/** Where the registry finds the key with which it signs. */
const KEYS = { name: 'keys', mountPath: '/keys', readOnly: true }

function listVariables(deploymentName: string): readonly string[] {
  switch (deploymentName) {
    case 'gateway':
      return Object.keys(schema.shape)
    case 'registry':
      return Object.keys(registryVariables.shape)
    default:
      return listSubgraphVariables()
  }
}

/** What a process would see, with something in the place of each secret. */
function environmentOf(variables: readonly Variable[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    variables.map((one) => [
      one.name,
      'value' in one ? one.value : (SECRETS[one.name] ?? 'a secret of at least sixteen'),
    ]),
  )
}

function portOf(one: Deployment, name: string): number | undefined {
  return containerOf(one).ports.find((port) => port.name === name)?.containerPort
}

describe('the manifests', () => {
  it('are the gateway, all subgraphs and what they need, and nothing that is read by no test', () => {
    const [gateway, ...others] = deployments.map(({ metadata }) => metadata.name)
    expect([gateway, ...others.sort()]).toEqual(['gateway', ...[...BUREAUS, 'registry'].sort()])
    const names = services.map(({ metadata }) => metadata.name)
    expect(names.sort()).toEqual(['gateway', 'gateway-admin', 'registry', ...BUREAUS].sort())
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(
      new Set([
        'Namespace',
        'Deployment',
        'Service',
        'PodDisruptionBudget',
        'HorizontalPodAutoscaler',
        'NetworkPolicy',
      ]),
    )
    expect(objects.find(({ kind }) => kind === 'Namespace')?.metadata.name).toBe(namespace)
  })
})

describe.each(deployments.map((one) => [one.metadata.name, one] as const))('%s', (name, one) => {
  const { selector: own, template } = one.spec
  const { env, ports: open, livenessProbe, readinessProbe } = containerOf(one)
  const environment = environmentOf(env)
  const containers = [...template.spec.initContainers, containerOf(one)]

  it('runs processes that there are', () => {
    for (const { command, volumeMounts } of containers) {
      const [node, script = ''] = command
      expect(node).toBe('node')
      const source = script.replace(/^dist\//, '').replace(/\.js$/, '.ts')
      expect(() => readFileSync(new URL(source, packageRoot))).not.toThrow()
      expect(volumeMounts[0]).toEqual({ name: 'tmp', mountPath: '/tmp' })
      expect(volumeMounts.slice(1)).toEqual(name === 'registry' ? [KEYS] : [])
    }
  })

  it('is what its selectors choose', () => {
    expect(template.metadata.labels).toMatchObject(own.matchLabels)
    expect(template.metadata.labels).toEqual(one.metadata.labels)
    expect(template.spec.topologySpreadConstraints).toMatchObject([{ labelSelector: own }])
  })

  it('has variables that its settings know, and secrets by reference alone', () => {
    const known = listVariables(name)
    const all = containers.flatMap((each) => each.env)
    expect(all.map((entry) => entry.name).filter((key) => !known.includes(key))).toEqual([])
    expect(Object.keys(environment)).toHaveLength(env.length)
    const plain = all.filter((entry) => 'value' in entry).map((entry) => entry.name)
    // The file that a secret is mounted as.
    const secret = /SECRET|REDIS_URL|DATABASE|APPCODE|TOKEN|KEY(?!_FILE)/
    expect(plain.filter((key) => secret.test(key))).toEqual([])
  })

  it('is probed at the port where it listens', () => {
    const port = Number(environment['PORT'])
    expect(open.find((each) => each.name === 'http')?.containerPort).toBe(port)
    expect(livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'http' })
    expect(readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' })
    expect(environment['HOST']).toBe('0.0.0.0')
  })

  it('is seen to be unready before it takes no connections, and ends before it is killed', () => {
    const delay = Number(environment['DRAIN_DELAY_MS'])
    const { periodSeconds, failureThreshold } = readinessProbe
    expect(delay).toBeGreaterThan(periodSeconds * failureThreshold * 1_000)
    expect(template.spec.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(
      2 * delay + Number(environment['DRAIN_MS']),
    )
  })
})

describe('the gateway', () => {
  const [gateway] = deployments
  if (gateway === undefined) throw new Error('There is no gateway.')
  const config = readConfig(environmentOf(containerOf(gateway).env))

  it('starts with its settings', () => {
    expect(config).toMatchObject({ port: 4_000, metrics: true, admin: { host: '0.0.0.0', port: 4_100 } })
    expect([portOf(gateway, 'http'), portOf(gateway, 'admin')]).toEqual([4_000, 4_100])
  })

  it('asks each subgraph at its service', () => {
    expect([...config.subgraphs.keys()]).toEqual(BUREAUS)
    const addresses = [...config.subgraphs.values()].map(({ addresses: urls }) => urls.map(({ url }) => url))
    expect(addresses).toEqual(BUREAUS.map((name) => [`http://${name}:4001/graphql`]))
  })

  it('shows the public no admin address', () => {
    const [open, admin] = services
    expect(open?.spec.ports).toEqual([{ name: 'http', port: 4_000, targetPort: 'http' }])
    expect(admin?.spec.ports).toEqual([{ name: 'admin', port: 4_100, targetPort: 'admin' }])
    const rules = policies.find(({ metadata }) => metadata.name === 'gateway')?.spec.ingress
    expect(rules).toMatchObject([
      { from: [{ namespaceSelector: {} }], ports: [{ port: 4_000 }] },
      { from: [{ namespaceSelector: {} }, { podSelector: {} }], ports: [{ port: 4_100 }] },
    ])
  })

  it('is scaled by requests under way, as the adapter names them', () => {
    const [scaler] = ofKind('HorizontalPodAutoscaler', autoscaler)
    expect(gateway.spec.replicas).toBeUndefined()
    expect(scaler?.spec.scaleTargetRef).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'gateway',
    })
    const adapter = z
      .object({ rules: z.tuple([z.object({ name: z.object({ as: z.string() }) })]) })
      .parse(readYaml(`${FOLDER}prometheus-adapter.yaml`))
    expect(scaler?.spec.metrics).toMatchObject([
      { type: 'Pods', pods: { metric: { name: adapter.rules[0].name.as } } },
      { type: 'Resource', resource: { name: 'cpu' } },
    ])
  })
})

describe('the registry', () => {
  const registry = deployments.find(({ metadata }) => metadata.name === 'registry')
  if (registry === undefined) throw new Error('There is no registry.')

  it('starts with its settings, and signs with the key of the secret', () => {
    const settings = readRegistrySettings(environmentOf(containerOf(registry).env))
    expect(settings).toMatchObject({ port: 4_050, metrics: true, signingKeyFile: '/keys/signing-key.pem' })
    expect(settings.databaseUrl).toBe(SECRETS['REGISTRY_DATABASE_URL'])
    expect(registry.spec.template.spec.volumes).toEqual([
      { name: 'tmp', emptyDir: {} },
      {
        name: KEYS.name,
        secret: { secretName: 'macao-registry', items: [{ key: 'signing-key', path: 'signing-key.pem' }] },
      },
    ])
  })

  it('is what gateways follow that are patched for it', () => {
    expect([withRegistry.namespace, base]).toEqual([namespace, '../../kubernetes'])
    expect(withRegistry.patches).toEqual([{ path: 'gateway.yaml' }])
    const patch = gatewayPatch.parse(readYaml(`${REGISTRY_FOLDER}gateway.yaml`))
    const added = patch.spec.template.spec.containers[0].env
    const [gateway] = deployments
    const before = gateway === undefined ? [] : containerOf(gateway).env
    const known = Object.keys(schema.shape)
    expect(added.filter(({ name }) => !known.includes(name))).toEqual([])
    expect(readConfig(environmentOf([...before, ...added])).registry).toMatchObject({
      url: 'http://registry:4050',
      publicKeys: [SECRETS['REGISTRY_PUBLIC_KEYS']],
      stateFolder: '/tmp/state',
    })
  })

  it('is reached by gateways, by an ingress and by those who measure', () => {
    const rules = policies.find(({ metadata }) => metadata.name === 'registry')?.spec
    const from = (namespaceName: string) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceName } },
    })
    const gateways = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'gateway' } } }
    expect(rules?.ingress).toEqual([
      { from: [gateways, from('monitoring'), from('ingress')], ports: [{ port: 4_050 }] },
    ])
    expect(rules?.egress).toEqual([{ ports: [{ port: 5_432 }] }])
  })
})

describe('subgraphs', () => {
  const subgraphs = deployments.filter(({ metadata }) => BUREAUS.includes(metadata.name))

  it.each(subgraphs.map((one) => [one.metadata.name, one] as const))(
    '%s starts with its settings',
    (_, one) => {
      const { port, gatewaySecrets, gatewayUrls } = readSubgraphConfig(
        environmentOf(containerOf(one).env),
        one.metadata.name,
      )
      expect([port, gatewaySecrets.length, gatewayUrls]).toEqual([4_001, 1, ['http://gateway-admin:4100']])
    },
  )

  it('are reached by the gateway, the catalogue, those who measure, and nobody else', () => {
    const rules = policies.find(({ metadata }) => metadata.name === 'subgraphs')?.spec.ingress
    const chosen = ['gateway', catalogue?.subgraph].map((name) => ({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
    }))
    const monitoring = {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
    }
    expect(rules).toEqual([{ from: [monitoring, ...chosen], ports: [{ port: 4_001 }] }])
  })
})

describe('what is chosen by labels', () => {
  const pods = deployments.map(({ spec }) => spec.template.metadata.labels)
  const chosen = [
    ...services.map(({ metadata, spec }) => [`service ${metadata.name}`, spec.selector] as const),
    ...ofKind('PodDisruptionBudget', budget).map(
      ({ metadata, spec }) => [`budget ${metadata.name}`, spec.selector.matchLabels] as const,
    ),
    ...policies.map(
      ({ metadata, spec }) => [`policy ${metadata.name}`, spec.podSelector.matchLabels ?? {}] as const,
    ),
  ]

  it.each(chosen)('%s chooses something', (_, wanted) => {
    const fits = pods.filter((pod) => Object.entries(wanted).every(([key, value]) => pod[key] === value))
    expect(fits).not.toEqual([])
  })

  it('is closed to everything else first', () => {
    expect(policies.find(({ metadata }) => metadata.name === 'nothing-else')?.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [],
      egress: [],
    })
  })
})

/** As the guide to operations has them, which stands for the settings of all processes. */
function listSubgraphVariables(): readonly string[] {
  const guide = readFileSync(new URL('docs/guides/operations.md', packageRoot), 'utf8')
  const [, table = ''] = /^## Subgraphs[^\n]*\n([^]*?)\n### /m.exec(guide) ?? []
  const names = [...table.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name),
  )
  return [...names, ...listFeedVariables()]
}

/** Those of the feeds that there are. */
function listFeedVariables(): readonly string[] {
  return BUREAUS.flatMap((bureau) =>
    z
      .array(z.string())
      .parse(JSON.parse(readFileSync(new URL(`subgraphs/${bureau}/feeds.json`, packageRoot), 'utf8')))
      .flatMap((id) => ['URL', 'APPCODE'].map((kind) => `${feedPrefix(id)}_${kind}`)),
  )
}
