<?php
/**
 * The block. It is rendered by the server and saves only its settings, so that everybody who can write a post can use it.
 *
 * @package IntimacyExplorer
 */

defined( 'ABSPATH' ) || exit;

add_action( 'init', 'intimacy_explorer_register_block' );
add_action( 'enqueue_block_editor_assets', 'intimacy_explorer_editor_data' );

/** Registers the block. Its attributes are the settings, under the same names. */
function intimacy_explorer_register_block() {
	$attributes = array( 'way' => array( 'type' => 'string' ) );
	foreach ( array_keys( intimacy_explorer_table() ) as $name ) {
		$attributes[ $name ] = array( 'type' => 'string' );
	}
	register_block_type(
		plugin_dir_path( INTIMACY_EXPLORER_FILE ) . 'block',
		array(
			'attributes'      => $attributes,
			'render_callback' => 'intimacy_explorer_block',
		)
	);
}

/**
 * The block on a page.
 *
 * @param mixed $attributes The attributes of the block.
 * @return string
 */
function intimacy_explorer_block( $attributes ) {
	return intimacy_explorer_markup( intimacy_explorer_own( $attributes ), get_block_wrapper_attributes() );
}

/** Gives the editor the table of settings and those of the site. */
function intimacy_explorer_editor_data() {
	$data   = array(
		'settings' => array_values( intimacy_explorer_table() ),
		'site'     => (object) intimacy_explorer_site_settings(),
		'ways'     => intimacy_explorer_ways(),
		'page'     => current_user_can( 'manage_options' ) ? admin_url( 'options-general.php?page=intimacy-explorer' ) : '',
	);
	$handle = generate_block_asset_handle( 'intimacy-explorer/explorer', 'editorScript' );
	wp_add_inline_script( $handle, 'window.intimacyExplorerBlock = ' . wp_json_encode( $data, JSON_HEX_TAG ) . ';', 'before' );
}
