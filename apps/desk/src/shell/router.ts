/** The desk's pages; each is loaded when first opened. The address carries place and day. */
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';
import OverviewPage from '../overview/OverviewPage.vue';
import { session, today } from './session';

const routes: RouteRecordRaw[] = [
  { path: '/overview/:place', name: 'overview', component: OverviewPage, meta: { dated: true } },
  {
    path: '/figure/:place/:module/:figure',
    name: 'figure',
    component: () => import('../figure/FigurePage.vue'),
    meta: { dated: true },
  },
  {
    path: '/charts/:place',
    name: 'charts',
    component: () => import('../charts/ChartsPage.vue'),
    meta: { dated: true },
  },
  {
    path: '/wall/:place?',
    name: 'wall',
    component: () => import('../wall/WallPage.vue'),
    meta: { bare: true },
  },
  {
    path: '/village/:place/household/:id',
    name: 'household',
    component: () => import('../village/HouseholdPage.vue'),
  },
  {
    path: '/village/:place/record/:id',
    name: 'record',
    component: () => import('../records/RecordPage.vue'),
  },
  {
    path: '/village/:place/import',
    name: 'import',
    component: () => import('../village/ImportPage.vue'),
  },
  {
    path: '/village/:place/behalf',
    name: 'behalf',
    component: () => import('../behalf/BehalfPage.vue'),
  },
  {
    path: '/village/:place/:tab?',
    name: 'village',
    component: () => import('../village/VillagePage.vue'),
    meta: { across: true },
  },
  {
    path: '/rounds/new',
    name: 'round-new',
    component: () => import('../rounds/RoundFormPage.vue'),
  },
  { path: '/rounds/:place?', name: 'rounds', component: () => import('../rounds/RoundsPage.vue') },
  {
    path: '/tables/:place/:table?',
    name: 'tables',
    component: () => import('../tables/TablesPage.vue'),
    meta: { dated: true, across: true },
  },
  {
    path: '/quarantine/:place?',
    name: 'quarantine',
    component: () => import('../quarantine/QuarantinePage.vue'),
  },
  {
    path: '/quarantine/:place/:id',
    name: 'aside',
    component: () => import('../quarantine/AsidePage.vue'),
  },
  {
    path: '/brief/:place',
    name: 'brief',
    component: () => import('../brief/BriefPage.vue'),
    meta: { dated: true },
  },
  {
    path: '/brief/:place/sent/:brief',
    name: 'brief-sent',
    component: () => import('../brief/SentPage.vue'),
  },
  {
    path: '/:rest(.*)*',
    redirect: () => ({ name: 'overview', params: { place: session().place } }),
  },
];

/** Reads the address bar when called: only after the token has left it. */
export function createDeskRouter(): Router {
  const router = createRouter({
    history: createWebHistory('/desk/'),
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
    routes,
  });
  // A view can be sent to a colleague: its day stands in the address, also when it is today. The
  // wall goes on to the next day by itself.
  router.beforeEach((to) => {
    if (to.query['day'] || to.name === 'round-new' || to.name === 'wall') return true;
    return { ...to, query: { ...to.query, day: today() }, replace: true };
  });
  return router;
}
