/** A form about something known. Names may come behind the screen: until something is typed the form follows. */
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';

export interface KnownForm<T> {
  form: ShallowRef<T>;
  /** What was known when the form was last in step with it. */
  before: ShallowRef<T>;
  isChanged: ComputedRef<boolean>;
}

/** `read` says what is known now. */
export function useKnownForm<T extends object>(read: () => T): KnownForm<T> {
  const before = shallowRef<T>(read()) as ShallowRef<T>;
  const form = shallowRef<T>(before.value) as ShallowRef<T>;
  const isChanged = computed(() => JSON.stringify(form.value) !== JSON.stringify(before.value));
  watch(read, (now) => {
    if (isChanged.value) return;
    before.value = now;
    form.value = now;
  });
  return { form, before, isChanged };
}
