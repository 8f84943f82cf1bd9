/** Questions a person must answer before something goes on: one at a time, answered yes or no. */
import { shallowRef } from 'vue';

export interface Question {
  message: string;
  /** The word that goes on; the other one closes. */
  yes: string;
  /** Missing: there is nothing to decide, only something to be told. */
  no?: string;
  isDanger?: boolean;
}

interface Asked extends Question {
  answer: (isYes: boolean) => void;
}

/** The question that is open; shown by `Ask.vue`. */
export const asked = shallowRef<Asked>();

/** Asks, and waits for the answer; closing the question is a no. */
export function ask(question: Question): Promise<boolean> {
  asked.value?.answer(false);
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (isYes) => {
        asked.value = undefined;
        resolve(isYes);
      },
    };
  });
}
