// By its README: the import registers <altcha-widget>.
import "altcha";
