/** The screens by address. `tab`: one of the three rooms; `form`: something may be half entered. */
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteRecordRaw,
} from 'vue-router';
import BroadcastScreen from '../publicity/BroadcastScreen.vue';
import HouseholdsScreen from '../register/HouseholdsScreen.vue';
import TodayScreen from '../visits/TodayScreen.vue';
import VisitScreen from '../visits/VisitScreen.vue';

const oneOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
/** A form that may stand in for a record sent back. */
const mendable = ({ params, query }: RouteLocationNormalized) => ({
  ...params,
  mends: oneOf(query.mends),
});
/** A form that may stand in for a version of a record too. */
const instead = ({ query }: RouteLocationNormalized) => ({
  corrects: oneOf(query.corrects),
  mends: oneOf(query.mends),
});
const choose = () => import('../register/ChooseScreen.vue');

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'today', component: TodayScreen, meta: { tab: true } },
  { path: '/households', name: 'households', component: HouseholdsScreen, meta: { tab: true } },
  {
    path: '/access',
    name: 'access',
    component: () => import('../contact/AccessScreen.vue'),
  },
  { path: '/me', name: 'me', component: () => import('../me/MeScreen.vue'), meta: { tab: true } },
  {
    path: '/add',
    name: 'addHousehold',
    component: () => import('../register/AddHouseholdScreen.vue'),
    meta: { form: true },
  },
  {
    path: '/import',
    name: 'importRegister',
    component: () => import('../register/ImportScreen.vue'),
  },
  {
    path: '/household/:household',
    name: 'household',
    component: () => import('../register/HouseholdScreen.vue'),
    props: true,
  },
  {
    path: '/household/:household/visit',
    name: 'visit',
    component: VisitScreen,
    meta: { form: true },
    props: (to) => ({ household: to.params.household, ...instead(to) }),
  },
  {
    path: '/household/:household/edit',
    name: 'editHousehold',
    component: () => import('../register/EditHouseholdScreen.vue'),
    meta: { form: true },
    props: mendable,
  },
  {
    path: '/household/:household/add',
    name: 'addPerson',
    component: () => import('../register/EditPersonScreen.vue'),
    meta: { form: true },
    props: mendable,
  },
  {
    path: '/household/:household/same',
    name: 'sameHousehold',
    component: choose,
    props: ({ params }) => ({ purpose: 'sameHousehold', subject: params.household }),
  },
  {
    path: '/person/:person',
    name: 'person',
    component: () => import('../register/PersonScreen.vue'),
    props: true,
  },
  {
    path: '/person/:person/edit',
    name: 'editPerson',
    component: () => import('../register/EditPersonScreen.vue'),
    meta: { form: true },
    props: mendable,
  },
  {
    path: '/person/:person/same',
    name: 'samePerson',
    component: choose,
    props: ({ params }) => ({ purpose: 'samePerson', subject: params.person }),
  },
  {
    path: '/person/:person/move',
    name: 'movePerson',
    component: choose,
    props: ({ params }) => ({ purpose: 'movePerson', subject: params.person }),
  },
  {
    path: '/publicity',
    name: 'publicity',
    component: () => import('../publicity/PublicityScreen.vue'),
  },
  {
    path: '/publicity/broadcast',
    name: 'broadcast',
    component: BroadcastScreen,
    meta: { form: true },
    props: instead,
  },
  {
    path: '/record/:record',
    name: 'record',
    component: () => import('../records/RecordScreen.vue'),
    props: true,
  },
  { path: '/:unknown(.*)*', redirect: { name: 'today' } },
];

export const createFieldRouter = () =>
  createRouter({ history: createWebHistory('/field/'), routes });
