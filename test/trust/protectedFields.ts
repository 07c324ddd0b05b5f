export type Tier = 'public' | 'developer' | 'partner' | 'staff'

/** One of the 34 fields: who may see it, a question that asks for it, where it is in the answer, and what is there. */
export interface Case {
  /** As access_tiers.json calls it, where the graph calls it otherwise. */
  readonly named?: string
  /** The widest tier that sees it, or the bureau that alone does. */
  readonly for: Tier | `bureau:${string}`
  readonly query: string
  readonly path: readonly (string | number)[]
  readonly value: unknown
}

const HOURLY_VISITORS = [null, null, null, null, null, null, 50, 92, 142, 215, 301, 378].concat([
  384, 426, 375, 383, 373, 403, 390, 345, 298, 220, 162, 92,
])
const ENTERING = [714, 1275, 236, 36, 650, 1632, 167, 49, 480, 1280, 257, 42]

export const CASES: Readonly<Record<string, Case>> = {
  'CarPark.freeSpaces': {
    for: 'public',
    query: '{ carPark(id: "6001") { freeSpaces { cars } } }',
    path: ['carPark', 'freeSpaces'],
    value: { cars: 78 },
  },
  'CarPark.occupancyHistory5min': {
    for: 'developer',
    query: '{ carPark(id: "6001") { occupancyHistory5min { at freeCars } } }',
    path: ['carPark', 'occupancyHistory5min'],
    value: [82, 83, 82, 82, 79, 82, 79, 82, 84, 82, 83, 80].map((freeCars, index) => ({
      at: `2026-11-22T${index < 8 ? 13 : 14}:${String((20 + 5 * index) % 60).padStart(2, '0')}:00+08:00`,
      freeCars,
    })),
  },
  'Bus.plate': {
    for: 'developer',
    query: '{ bus(id: "S0001") { plate } }',
    path: ['bus', 'plate'],
    value: 'SAMPLE-001',
  },
  'Bus.driverRosterId': {
    for: 'bureau:dsat',
    query: '{ bus(id: "S0001") { driverRosterId } }',
    path: ['bus', 'driverRosterId'],
    value: 'sample roster 01',
  },
  'Bus.passengerLoadRaw': {
    for: 'partner',
    query: '{ bus(id: "S0001") { passengerLoadRaw } }',
    path: ['bus', 'passengerLoadRaw'],
    value: 0,
  },
  'RoadCamera.streamUrl': {
    for: 'staff',
    query: '{ roadCamera(id: "cam-01") { streamUrl } }',
    path: ['roadCamera', 'streamUrl'],
    value: 'https://stream.example/cam-01',
  },
  'RoadWork.contractorContact': {
    for: 'staff',
    query: '{ roadWork(id: "S-2026-004") { contractorContact } }',
    path: ['roadWork', 'contractorContact'],
    value: 'sample contractor 05, sample phone 05',
  },
  'SignalController.endpoint': {
    for: 'bureau:dsat',
    query: '{ signalController(id: "ctl-01") { endpoint } }',
    path: ['signalController', 'endpoint'],
    value: 'controller-01.example:5001',
  },
  'EmergencyDepartment.waitMinutesAvg': {
    for: 'public',
    query: '{ emergencyDepartment(id: "chcsj-adult") { waitMinutesAvg } }',
    path: ['emergencyDepartment', 'waitMinutesAvg'],
    value: 46,
  },
  'EmergencyDepartment.waitingByTriageLevel': {
    for: 'partner',
    query: '{ emergencyDepartment(id: "chcsj-adult") { waitingByTriageLevel { level waitingPatients } } }',
    path: ['emergencyDepartment', 'waitingByTriageLevel'],
    value: [null, null, 11, null, null].map((waitingPatients, index) => ({
      level: index + 1,
      waitingPatients,
    })),
  },
  'HealthCentre.visitsByStatisticalDistrict': {
    for: 'staff',
    query: '{ healthCentres(first: 1) { nodes { visitsByStatisticalDistrict { month total } } } }',
    path: ['healthCentres', 'nodes', 0, 'visitsByStatisticalDistrict'],
    value: { month: '2026-10', total: 699 },
  },
  'NotifiableDisease.exactCases': {
    named: 'NotifiableDisease.casesByParishDay',
    for: 'bureau:ssm',
    query: '{ notifiableDisease(id: "dengue") { exactCases { from to total } } }',
    path: ['notifiableDisease', 'exactCases'],
    value: { from: '2026-11-15', to: '2026-11-21', total: 2 },
  },
  'Hospital.staffRoster': {
    named: 'Facility.staffRoster',
    for: 'bureau:ssm',
    query: '{ healthFacility(id: "chcsj") { ... on Hospital { staffRoster { staffCode } } } }',
    path: ['healthFacility', 'staffRoster'],
    value: [1, 2, 3, 4, 5, 6].map((number) => ({ staffCode: `sample staff 0${number}` })),
  },
  'Hospital.bedOccupancy': {
    named: 'Facility.bedOccupancy',
    for: 'partner',
    query: '{ hospitals(first: 1) { nodes { bedOccupancy { ward occupied } } } }',
    path: ['hospitals', 'nodes', 0, 'bedOccupancy'],
    value: [
      { ward: 'medical', occupied: 289 },
      { ward: 'surgical', occupied: 205 },
      { ward: 'paediatric', occupied: 61 },
      { ward: 'intensive care', occupied: 22 },
    ],
  },
  'Pharmacy.inspectionFindings': {
    for: 'bureau:isaf',
    query: '{ pharmacies(first: 1) { nodes { inspectionFindings { id severity } } } }',
    path: ['pharmacies', 'nodes', 0, 'inspectionFindings'],
    value: [{ id: 'sample inspection 01', severity: 'minor' }],
  },
  'Doctor.licenceNumber': {
    for: 'developer',
    query: '{ doctor(id: "sample-doctor-01") { licenceNumber } }',
    path: ['doctor', 'licenceNumber'],
    value: 'sample licence 0001',
  },
  'VisitorArrivals.monthly': {
    for: 'public',
    query: '{ visitorArrivals { monthly(last: 1) { month arrivals } } }',
    path: ['visitorArrivals', 'monthly'],
    value: [{ month: '2026-05', arrivals: 3487994 }],
  },
  'Hotel.roomsLicensed': {
    for: 'public',
    query: '{ hotel(id: "altira") { roomsLicensed } }',
    path: ['hotel', 'roomsLicensed'],
    value: 216,
  },
  'Hotel.occupancy': {
    named: 'Hotel.occupancyByProperty',
    for: 'bureau:dsec',
    query: '{ hotel(id: "altira") { occupancy { month percent } } }',
    path: ['hotel', 'occupancy'],
    value: { month: '2026-01', percent: 96 },
  },
  'Hotel.averageRate': {
    named: 'Hotel.averageRateByProperty',
    for: 'bureau:dsec',
    query: '{ hotel(id: "altira") { averageRate { month averageRateMop } } }',
    path: ['hotel', 'averageRate'],
    value: { month: '2026-01', averageRateMop: 2053 },
  },
  'AdministrativeArea.visitorsByHour': {
    named: 'District.visitorsByHourSource',
    for: 'developer',
    query: '{ administrativeArea(id: "district-ilha-verde") { visitorsByHour { visitors } } }',
    path: ['administrativeArea', 'visitorsByHour'],
    value: HOURLY_VISITORS.map((visitors) => ({ visitors })),
  },
  'Guide.licencePhone': {
    for: 'staff',
    query: '{ guide(id: "sample-guide-01") { licencePhone } }',
    path: ['guide', 'licencePhone'],
    value: 'sample phone 01',
  },
  'Establishment.complaints': {
    for: 'staff',
    query: '{ establishment(id: "conrad") { complaints { id } } }',
    path: ['establishment', 'complaints'],
    value: [{ id: 'sample-complaint-14' }],
  },
  'Event.securityPlan': {
    for: 'bureau:mgto',
    query: '{ event(id: "grand-prix") { securityPlan { crowdLimit policePosts } } }',
    path: ['event', 'securityPlan'],
    value: { crowdLimit: 20000, policePosts: 24 },
  },
  'Museum.openingHours': {
    for: 'public',
    query: '{ museum(id: "mam") { openingHours { asStated } } }',
    path: ['museum', 'openingHours'],
    value: { asStated: '10:00-19:00 (last entry 18:30); closed Mon' },
  },
  'Museum.visitorsDaily': {
    for: 'developer',
    query: '{ museum(id: "mam") { visitorsDaily(last: 1) { day visitors } } }',
    path: ['museum', 'visitorsDaily'],
    value: [{ day: '2026-11-21', visitors: 1351 }],
  },
  'Monument.exactArtefactLocation': {
    for: 'staff',
    query: '{ monument(id: "wh-01") { exactArtefactLocation { artefact location } } }',
    path: ['monument', 'exactArtefactLocation'],
    value: { artefact: 'sample artefact 01', location: 'sample room 06, sample case 08' },
  },
  'Monument.conditionSurvey': {
    for: 'staff',
    query: '{ monument(id: "wh-01") { conditionSurvey { grade findings } } }',
    path: ['monument', 'conditionSurvey'],
    value: { grade: 'GOOD', findings: 'sample finding 01' },
  },
  'ClassifiedProperty.ownerName': {
    for: 'bureau:ic',
    query: '{ classifiedProperty(id: "AM002") { ownerName } }',
    path: ['classifiedProperty', 'ownerName'],
    value: 'sample owner 01',
  },
  'Event.embargoedProgramme': {
    for: 'partner',
    query: '{ event(id: "art-macao") { embargoedProgramme { embargoedUntil } } }',
    path: ['event', 'embargoedProgramme'],
    value: { embargoedUntil: '2027-06-18' },
  },
  'Exhibition.insuranceValue': {
    for: 'bureau:ic',
    query: '{ museum(id: "mam") { exhibitions(first: 1) { insuranceValue } } }',
    path: ['museum', 'exhibitions', 0, 'insuranceValue'],
    value: 30_000_000,
  },
  'Library.memberLoans': {
    for: 'bureau:ic',
    query: '{ library(id: "areia-preta-child") { memberLoans(first: 1) { id member } } }',
    path: ['library', 'memberLoans'],
    value: [{ id: 'sample-loan-042', member: 'sample member 15' }],
  },
  'BorderCheckpoint.statusLevel': {
    named: 'Border.statusLevel',
    for: 'public',
    query: '{ borderCheckpoint(id: "portas-do-cerco") { statusLevel } }',
    path: ['borderCheckpoint', 'statusLevel'],
    value: 'BUSY',
  },
  'BorderCheckpoint.flowByNationalityHour': {
    named: 'Border.flowByNationalityHour',
    for: 'bureau:psp',
    query: '{ borderCheckpoint(id: "portas-do-cerco") { flowByNationalityHour { nationality entering } } }',
    path: ['borderCheckpoint', 'flowByNationalityHour'],
    value: ENTERING.map((entering, index) => ({
      nationality: ['MO', 'CN', 'HK', 'OTHER'][index % 4],
      entering,
    })),
  },
}
