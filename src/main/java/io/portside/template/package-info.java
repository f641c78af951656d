/**
 * Freemarker templates of the parts of files that Portside owns.
 *
 * <p>Start at {@link io.portside.template.Templates}. The only package that knows Freemarker. Must
 * not know where what it renders goes.
 */
@NullMarked
package io.portside.template;

import org.jspecify.annotations.NullMarked;
