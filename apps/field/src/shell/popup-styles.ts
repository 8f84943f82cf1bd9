/** Only what a popup needs of the kit's styles: no icon font, which the content policy would refuse. */
import 'vant/es/style/base.css';
import 'vant/es/overlay/index.css';
import 'vant/es/popup/index.css';
