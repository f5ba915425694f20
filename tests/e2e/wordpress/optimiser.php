<?php
// Behaves as optimiser plugins do, at their worst: it begins before all plugins, changes all that visitors get, and heeds
// no marks. The file wp-content/optimise names what it does. "classic" there switches the block editor off.
$optimise = trim( (string) @file_get_contents( WP_CONTENT_DIR . '/optimise' ) );
if ( 'classic' === $optimise ) {
	add_filter( 'use_block_editor_for_post', '__return_false' );
} elseif ( '' !== $optimise && ! is_admin() && ! str_contains( $_SERVER['REQUEST_URI'] ?? '', 'wp-' ) && 'cli' !== PHP_SAPI ) {
	ob_start(
		static function ( $page ) use ( $optimise ) {
			return stripos( $page, '<html' ) === false ? $page : ( 'optimise_' . $optimise )( $page );
		}
	);
}

/** Waits with all scripts until the first touch. */
function optimise_delay( $page ) {
	$page = preg_replace( '/<script([^>]*?)\ssrc=/', '<script$1 type="text/later" data-src=', $page );
	$wake = "const go = () => { for (const old of document.querySelectorAll('[type=\"text/later\"]')) { const one = document.createElement('script'); one.src = old.dataset.src; old.replaceWith(one); } };"
		. "for (const what of ['pointerdown', 'touchstart', 'keydown', 'wheel', 'mousemove', 'scroll']) addEventListener(what, go, { once: true });";
	return str_replace( '</body>', "<script>$wake</script></body>", $page );
}

/** Joins all scripts of the site in one file, at the end of the page. */
function optimise_aggregate( $page ) {
	$all  = '';
	$page = preg_replace_callback(
		'#<script[^>]*\ssrc=["\']([^"\']*)["\'][^>]*></script>#',
		static function ( $found ) use ( &$all ) {
			$path = ABSPATH . ltrim( (string) wp_parse_url( html_entity_decode( $found[1] ), PHP_URL_PATH ), '/' );
			if ( ! is_file( $path ) || str_contains( $found[0], 'type="module"' ) ) {
				return $found[0];
			}
			$all .= file_get_contents( $path ) . "\n";
			return '';
		},
		$page
	);
	$name = 'all-' . md5( $all ) . '.js';
	wp_mkdir_p( WP_CONTENT_DIR . '/cache' );
	file_put_contents( WP_CONTENT_DIR . '/cache/' . $name, $all );
	return str_replace( '</body>', '<script src="' . content_url( 'cache/' . $name ) . '"></script></body>', $page );
}

/** Moves all scripts to the end of the page. */
function optimise_footer( $page ) {
	$all  = '';
	$page = preg_replace_callback(
		'#<script\b.*?</script>#s',
		static function ( $found ) use ( &$all ) {
			$all .= $found[0];
			return '';
		},
		$page
	);
	return str_replace( '</body>', $all . '</body>', $page );
}

/** Minifies the HTML: no comments, no white space between tags, no quotes around simple values. */
function optimise_minify( $page ) {
	$parts = preg_split( '#(<(script|style|pre|textarea)\b.*?</\2>)#s', $page, -1, PREG_SPLIT_DELIM_CAPTURE );
	$small = '';
	foreach ( $parts as $at => $part ) {
		if ( 1 === $at % 3 ) {
			$small .= preg_replace( '#^(<script[^>]*>)\s+#', '$1', $part );
		} elseif ( 0 === $at % 3 ) {
			$part   = preg_replace( array( '/<!--.*?-->/s', '/>\s+</', '/\s+/' ), array( '', '><', ' ' ), $part );
			$small .= preg_replace( '/(\s[a-z-]+)="([A-Za-z0-9_-]+)"/', '$1=$2', $part );
		}
	}
	return $small;
}

/** Loads frames only when they are near the window, by a script. */
function optimise_lazy( $page ) {
	$page = preg_replace( '/<iframe([^>]*?)\ssrc=/', '<iframe$1 data-lazy-src=', $page );
	$wake = "const near = new IntersectionObserver((all) => { for (const { isIntersecting, target } of all) if (isIntersecting) { target.src = target.dataset.lazySrc; near.unobserve(target); } });"
		. "for (const one of document.querySelectorAll('[data-lazy-src]')) near.observe(one);";
	return str_replace( '</body>', "<script>$wake</script></body>", $page );
}
