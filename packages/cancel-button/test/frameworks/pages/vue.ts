import "@retent/cancel-button/define";
import { createApp, ref } from "vue";

createApp({
  setup() {
    const isDisabled = ref(false);
    const log = ref("");
    const identity = async () => "token-of-the-page";
    const leave = (event: Event & { environment?: string }) => {
      event.preventDefault();
      log.value = `leaving in ${event.environment}`;
    };
    return { isDisabled, log, identity, leave };
  },
  template: `<retent-cancel-button class="wide" return-to="/account" mode="direct" :disabled="isDisabled"
    :identity="identity" @retent-redirect="leave">Cancel subscription</retent-cancel-button>
  <button type="button" @click="isDisabled = !isDisabled">Switch</button><output>{{ log }}</output>`,
}).mount("#root");
