<?php
/**
 * The markup on a page, for the block and the shortcode.
 *
 * @package IntimacyExplorer
 */

defined( 'ABSPATH' ) || exit;

add_action( 'init', 'intimacy_explorer_register_scripts' );
add_filter( 'script_loader_tag', 'intimacy_explorer_script_tag', 10, 2 );
add_shortcode( 'intimacy_explorer', 'intimacy_explorer_shortcode' );

/** Registers the two scripts for visitors. A page loads one of them, only if the explorer is on it. */
function intimacy_explorer_register_scripts() {
	$scripts = array(
		'intimacy-explorer-frame'   => 'frame.js',
		'intimacy-explorer-element' => 'intimacy-explorer.one.js',
	);
	foreach ( $scripts as $handle => $file ) {
		// Before WordPress 6.3 the array means: in the footer. Both scripts may come late.
		$where = array(
			'strategy'  => 'defer',
			'in_footer' => true,
		);
		wp_register_script( $handle, plugins_url( 'assets/' . $file, INTIMACY_EXPLORER_FILE ), array(), INTIMACY_EXPLORER_VERSION, $where ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters
	}
}

/**
 * Adds to the tags of the two scripts the marks by which optimisers leave a script alone.
 *
 * @param string $tag    The tag.
 * @param string $handle The name of the script.
 * @return string
 */
function intimacy_explorer_script_tag( $tag, $handle ) {
	if ( ! in_array( $handle, array( 'intimacy-explorer-frame', 'intimacy-explorer-element' ), true ) ) {
		return $tag;
	}
	$marks = 'data-cfasync="false" data-no-optimize="1" data-no-defer="1" data-no-minify="1" data-noptimize="1" nowprocket ';
	return str_replace( '<script ', '<script ' . $marks, $tag );
}

/**
 * The explorer with the settings of one block or shortcode over those of the site.
 *
 * @param array<string, string> $own     The settings of the block.
 * @param string                $wrapper The attributes of the box around it.
 * @return string
 */
function intimacy_explorer_markup( $own, $wrapper ) {
	$settings = array_merge( intimacy_explorer_site_settings(), $own );
	$url      = intimacy_explorer_frame_url( $own );
	if ( is_feed() ) {
		return '<p><a href="' . esc_url( $url ) . '">' . esc_html__( 'What closeness means to you', 'intimacy-explorer' ) . '</a></p>';
	}
	if ( 'element' === ( $settings['way'] ?? '' ) ) {
		wp_enqueue_script( 'intimacy-explorer-element' );
		/* translators: %s: the words "read it here", as a link. */
		$text = esc_html__( 'Closeness, and where to find help: %s. In danger, call your local emergency number.', 'intimacy-explorer' );
		$link = '<a href="' . esc_url( $url ) . '">' . esc_html__( 'read it here', 'intimacy-explorer' ) . '</a>';
		return '<div ' . $wrapper . '><intimacy-explorer' . intimacy_explorer_attributes( $settings ) . '><p>' . sprintf( $text, $link ) . '</p>' . intimacy_explorer_children() . '</intimacy-explorer></div>';
	}
	wp_enqueue_script( 'intimacy-explorer-frame' );
	$exit = isset( $settings['exit-page'] ) ? ' data-exit-page="' . esc_attr( $settings['exit-page'] ) . '"' : '';
	// No width and height: some themes read them and cut the frame.
	return '<div ' . $wrapper . '><iframe data-intimacy-explorer' . $exit . ' src="' . esc_url( $url ) . '" title="'
		. esc_attr__( 'What closeness means to you', 'intimacy-explorer' ) . '" sandbox="' . INTIMACY_EXPLORER_SANDBOX
		. '" style="border:0;display:block;width:100%;height:700px" loading="lazy"></iframe><p><a href="' . esc_url( $url ) . '">'
		. esc_html__( 'Nothing to see here? Open it on a page of its own.', 'intimacy-explorer' ) . '</a></p></div>';
}

/**
 * The shortcode `[intimacy_explorer way="frame" country="US"]`.
 *
 * @param mixed $attributes Its attributes.
 * @return string
 */
function intimacy_explorer_shortcode( $attributes ) {
	return intimacy_explorer_markup( intimacy_explorer_own( $attributes ), 'class="intimacy-explorer-box"' );
}
