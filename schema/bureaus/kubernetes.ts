import type { Bureau } from './bureau.ts'
import { fillPlace, refuseStrangers, statusUrls, SUBGRAPH_PORT, subgraphUrls } from './places.ts'

/** Which subgraphs the gateway asks. */
export function deriveKubernetesGateway(text: string, bureaus: readonly Bureau[]): string {
  return fillPlace(text, /name: SUBGRAPH_URLS\n +value: (.*)$/m, 'SUBGRAPH_URLS', subgraphUrls(bureaus))
}

/** Whom the catalogue asks, and a deployment with its service for each subgraph that has none yet. */
export function deriveKubernetesSubgraphs(text: string, bureaus: readonly Bureau[]): string {
  refuseStrangers(text, bureaus)
  const status = statusUrls(bureaus)
  const told =
    status === undefined
      ? text
      : fillPlace(
          text,
          new RegExp(`name: ${status.variable}\\n +value: (.*)$`, 'm'),
          status.variable,
          status.value,
        )
  const missing = bureaus.filter(({ subgraph }) => !told.includes(`dist/subgraphs/${subgraph}/server.js`))
  return fillPlace(
    told,
    /---\n()apiVersion: policy\/v1\n/,
    'deployments',
    missing.map(({ subgraph }) => deploymentOf(subgraph)).join(''),
  )
}

function deploymentOf(subgraph: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${subgraph}
  labels: { app.kubernetes.io/name: ${subgraph}, app.kubernetes.io/component: subgraph }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: ${subgraph} } }
  strategy:
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
  template:
    metadata:
      labels: { app.kubernetes.io/name: ${subgraph}, app.kubernetes.io/component: subgraph }
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
        seccompProfile: { type: RuntimeDefault }
      terminationGracePeriodSeconds: 30
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app.kubernetes.io/name: ${subgraph} } }
      containers:
        - name: ${subgraph}
          image: macao-open-gateway
          command: [node, dist/subgraphs/${subgraph}/server.js]
          env:
            - { name: HOST, value: 0.0.0.0 }
            - { name: PORT, value: '${SUBGRAPH_PORT}' }
            - { name: GATEWAY_URLS, value: 'http://gateway-admin:4100' }
            - { name: DRAIN_DELAY_MS, value: '5000' }
            - { name: DRAIN_MS, value: '10000' }
            - { name: METRICS, value: 'true' }
            - name: GATEWAY_SECRETS
              valueFrom: { secretKeyRef: { name: macao-graph, key: gateway-secrets } }
          ports:
            - { name: http, containerPort: ${SUBGRAPH_PORT} }
          livenessProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 10
            timeoutSeconds: 3
            failureThreshold: 3
          readinessProbe:
            httpGet: { path: /health/ready, port: http }
            periodSeconds: 2
            timeoutSeconds: 1
            failureThreshold: 2
          resources:
            requests: { cpu: 200m, memory: 256Mi }
            limits: { memory: 512Mi }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          volumeMounts: [{ name: tmp, mountPath: /tmp }]
      volumes:
        - name: tmp
          emptyDir: {}
---
apiVersion: v1
kind: Service
metadata:
  name: ${subgraph}
  labels: { app.kubernetes.io/name: ${subgraph}, app.kubernetes.io/component: subgraph }
spec:
  selector: { app.kubernetes.io/name: ${subgraph} }
  ports:
    - { name: http, port: ${SUBGRAPH_PORT}, targetPort: http }
---
`
}
