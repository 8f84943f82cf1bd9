/** The state of a place, put together from the modules' slices. */
import { createContactPlace, type ContactPlace } from './contact/state';
import { createDutyPlace, type DutyPlace } from './duty/state';
import { createPublicityPlace, type PublicityPlace } from './publicity/state';
import {
  createRegisterDossier,
  createRegisterPlace,
  type RegisterDossier,
  type RegisterPlace,
} from './register/state';
import { createReportsPlace, type ReportsPlace } from './reports/state';
import {
  createVisitsDossier,
  createVisitsPlace,
  type VisitsDossier,
  type VisitsPlace,
} from './visits/state';

export interface DossierState {
  register: RegisterDossier;
  visits: VisitsDossier;
}

export interface PlaceState {
  register: RegisterPlace;
  visits: VisitsPlace;
  duty: DutyPlace;
  publicity: PublicityPlace;
  contact: ContactPlace;
  reports: ReportsPlace;
}

export const createDossierState = (): DossierState => ({
  register: createRegisterDossier(),
  visits: createVisitsDossier(),
});

export const createPlaceState = (): PlaceState => ({
  register: createRegisterPlace(),
  visits: createVisitsPlace(),
  duty: createDutyPlace(),
  publicity: createPublicityPlace(),
  contact: createContactPlace(),
  reports: createReportsPlace(),
});
