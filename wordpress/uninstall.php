<?php
/**
 * Removes all that the plugin has stored: one option, on each site of a network.
 *
 * @package IntimacyExplorer
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $intimacy_explorer_site ) {
		switch_to_blog( $intimacy_explorer_site );
		delete_option( 'intimacy_explorer' );
		restore_current_blog();
	}
} else {
	delete_option( 'intimacy_explorer' );
}
