/** The desk's pages; each is loaded when first opened. The address carries place and day. */
import { createRouter, createWebHistory } from 'vue-router';
import OverviewPage from '../overview/OverviewPage.vue';
import { session, today } from './session';

export const router = createRouter({
  history: createWebHistory('/desk/'),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  routes: [
    { path: '/overview/:place', name: 'overview', component: OverviewPage },
    { path: '/figure/:place/:indicator', name: 'figure', component: () => import('../figure/FigurePage.vue') },
    { path: '/village/:place/household/:id', name: 'household', component: () => import('../village/HouseholdPage.vue') },
    { path: '/village/:place/record/:id', name: 'record', component: () => import('../records/RecordPage.vue') },
    { path: '/village/:place/:tab?', name: 'village', component: () => import('../village/VillagePage.vue') },
    { path: '/rounds/new', name: 'round-new', component: () => import('../rounds/RoundFormPage.vue') },
    { path: '/rounds/:place?', name: 'rounds', component: () => import('../rounds/RoundsPage.vue') },
    { path: '/brief/:place', name: 'brief', component: () => import('../brief/BriefPage.vue') },
    { path: '/:rest(.*)*', redirect: () => ({ name: 'overview', params: { place: session().place } }) },
  ],
});

/** A view can be sent to a colleague: its day stands in the address, also when it is today. */
router.beforeEach((to) => {
  if (to.query['day'] || to.name === 'round-new') return true;
  return { ...to, query: { ...to.query, day: today() }, replace: true };
});
