/** Nothing entered is lost by a stray tap: leaving an unsaved form asks first. */
import { onBeforeRouteLeave, useRouter } from 'vue-router';
import { useWords } from '@doorstep/ui';
import { ask } from './ask';

/** Asks before leaving while `isUnsaved` says so. */
export function useLeaveGuard(isUnsaved: () => boolean): void {
  const { t } = useWords();
  onBeforeRouteLeave(async () => {
    if (!isUnsaved()) return true;
    return ask({
      message: t('field.leaveSure'),
      yes: t('field.leave'),
      no: t('field.stay'),
      isDanger: true,
    });
  });
}

/** Goes back to where one came from; to Today when the app was opened here. */
export function useGoBack(): () => void {
  const router = useRouter();
  return () => {
    const { back } = (window.history.state ?? {}) as { back?: unknown };
    if (back) router.back();
    else void router.replace({ name: 'today' });
  };
}
